process.on(`SIGUSR1`,()=>{});import(`./carry-out.js`);export{};// sha256 of what it loads: 5db889ee3bd392fdaf35611a81ff1526579658b68344158241af04870509be8e
