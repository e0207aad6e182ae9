process.on(`SIGUSR1`,()=>{});import(`./carry-out.js`);export{};// sha256 of what it loads: 484d460976345340fb74bede259af3343b0cf3674d7e1bed7ff41b5acf3b3054
