/** Examples that editors show for config keys; keys are written as in docs/reference/configuration.md. */
import type { JsonSchema } from '../src/config/schema/json-schema.ts';

const EXAMPLES: Readonly<Record<string, readonly unknown[]>> = {
  name: ['sentiment'],
  trainer: [{ command: 'python train.py --seed {seed} --out {run_dir}' }, { module: 'model.ts' }],
  'trainer.module': ['model.ts'],
  'trainer.command': [
    'python train.py --seed {seed} --out {run_dir}',
    'python train.py --seed {seed} --out {run_dir} --lr {params.lr}',
  ],
  'trainer.serve': ['python serve.py'],
  'trainer.setup': [['python3 -m venv {env_dir}', 'pip install -r requirements.txt'], 'make build'],
  'trainer.setup-files': [['requirements.txt']],
  'trainer.outputs': [['metrics.json'], ['outputs', 'lightning_logs']],
  'trainer.environment': [['HF_TOKEN']],
  'trainer.versions': ['pip freeze'],
  'trainer.printed': ['keras', { epoch: String.raw`Epoch (\d+)`, val_loss: 'val_loss=([0-9.]+)' }],
  'trainer.printed.epoch': [String.raw`Epoch (\d+)`],
  'trainer.printed.loss': ['loss=([0-9.]+)'],
  'trainer.printed.val_loss': ['val_loss=([0-9.]+)'],
  params: [{ lr: 0.001, epochs: 20 }],
  models: [{ baseline: { ref: 'base' }, variants: [{ name: 'head', ref: 'head' }] }],
  'models.baseline': [{ ref: 'base' }],
  'models.baseline.ref': ['base', 'v1.4.0'],
  'models.baseline.value': [3.28, { val_loss: 3.28, seconds: 92 }],
  'models.baseline.params': [{ lr: 0.001 }],
  'models.variants': [[{ name: 'head', ref: 'head' }], [{ name: 'wider', params: { units: 128 } }]],
  'models.variants[].ref': ['head', 'my-branch'],
  'models.variants[].params': [{ units: 128 }],
  'models.variants[].name': ['head', 'wider'],
  'models.reference': [{ ref: 'last-tag' }],
  'models.reference.ref': ['last-tag', 'v1.4.0'],
  'models.reference.params': [{ lr: 0.001 }],
  tasks: [
    ['wine', 'digits', 'breast-cancer'],
    [
      'wine',
      { name: 'rte', params: { epochs: 3 }, metric: 'f1', margin: 0.02, evaluation: ['data/rte.csv'] },
    ],
  ],
  'tasks[].name': ['wine'],
  'tasks[].params': [{ epochs: 3 }],
  'tasks[].metric': ['f1'],
  'tasks[].margin': [0.02],
  'tasks[].evaluation': [['data/rte.csv']],
  'tasks[].seeds': [3],
  normalise: [{ wine: { random: 0.33, human: 1 }, digits: { random: 0.1, human: 0.98 } }],
  'normalise.*.random': [0.33],
  'normalise.*.human': [1],
  metrics: [[{ name: 'macro_f1', role: 'primary', margin: 0.005 }, { name: 'accuracy' }]],
  'metrics[].margin': [0.005],
  'metrics[].min-effect': [0.01],
  'metrics[].from': ['eval_f1', { file: 'scores.json', key: 'test.f1' }, { stdout: 'F1: ([0-9.]+)' }],
  'metrics[].from.name': ['eval_f1'],
  'metrics[].from.file': ['scores.json'],
  'metrics[].from.key': ['test.f1', 'results.arc_easy.acc'],
  'metrics[].from.stdout': ['F1: ([0-9.]+)'],
  seeds: [{ min: 6, max: 25 }, 10],
  'seeds.min': [6],
  'seeds.max': [25],
  verdict: [{ for: 'this-test-set' }, { 'changed-design': 'allow' }],
  alpha: [0.05, { level: 0.05, per: 'pull-request' }],
  'alpha.level': [0.05],
  vary: [['init', 'order'], ['init', 'order', 'data'], 'folds'],
  folds: [{ k: 5, repeats: 3 }],
  'folds.k': [5],
  'folds.repeats': [3],
  data: ['bootstrap', 0.8],
  code: [['model', 'train.py']],
  paths: [['model', 'train.py', 'data/**/*.csv']],
  evaluation: [['data/test.csv', 'evaluate.py']],
  claim: ['macro_f1 +0.01', ['accuracy +0.02', 'no regression']],
  checks: [{ overfitting: { gap: 0.2 }, sensitivity: { lr: [0.5, 2] } }],
  'checks.ignore': [[{ check: 'overfitting/gap', reason: 'dropout raises the training loss' }]],
  'checks.ignore[].model': ['head'],
  'checks.ignore[].reason': ['dropout raises the training loss'],
  'checks.only': [['overfitting', 'seed-effect']],
  'checks.files': [{ train: 'data/train.csv', test: 'data/test.csv' }],
  'checks.files.train': ['data/train.csv'],
  'checks.files.test': ['data/test.csv'],
  'checks.files.shifted': ['data/other-domain.csv'],
  'checks.files.label': ['label', '3'],
  'checks.files.group': ['patient'],
  'checks.test-set-reuse': [{ tolerance: 0.01 }],
  'checks.test-set-reuse.tolerance': [0.01],
  'checks.test-set-reuse.reliability': [0.95],
  'checks.training-effort': [{ epochs: 2 }],
  'checks.training-effort.epochs': [1.5],
  'checks.training-effort.time': [2],
  'checks.undertrained': [{ fall: 0.1 }],
  'checks.undertrained.fall': [0.05],
  'checks.overfitting': [{ gap: 0.2 }],
  'checks.overfitting.gap': [0.1],
  'checks.overfitting.after-best': [0.25],
  'checks.overfitting.gl': [5],
  'checks.smaller-model': [{ parameters: 1.5 }],
  'checks.smaller-model.parameters': [1.25],
  'checks.reproducible': [true, 'auto'],
  'checks.leakage': [0.01],
  'checks.sensitivity': [{ lr: [0.5, 2] }],
  'checks.sensitivity-seeds': [3],
  'checks.variance': [{ seeds: 4 }],
  'checks.variance.seeds': [4],
  gate: [{ 'fail-on': ['regression', 'invalid', 'inconclusive'] }],
  'gate.fail-on': [['regression', 'invalid']],
  'gate.warn-on': [['inconclusive', 'slices']],
  'gate.metrics': [{ macro_f1: { 'fail-on': ['regression', 'inconclusive'] } }],
  'gate.tasks': [{ 'no-worse-than': 0.01, allow: ['rte'] }],
  'gate.tasks.no-worse-than': [0.01],
  'gate.tasks.allow': [['rte']],
  'gate.metrics.*.fail-on': [['regression', 'inconclusive']],
  'gate.metrics.*.warn-on': [['inconclusive']],
  limits: [{ parallel: 2, 'run-minutes': 30, 'total-minutes': 120 }],
  'limits.parallel': [4],
  'limits.gpus': [2],
  'limits.run-minutes': [60],
  'limits.total-minutes': [120],
  'limits.memory-mb': [8000],
  'limits.retries': [1],
  'limits.failed-runs': [0.1],
  'limits.warm-up': [true],
  executor: [{ kind: 'slurm', cpus: 4, gpus: 1 }, { ahead: 1 }],
  'executor.jobs': [50],
  'executor.cpus': [4],
  'executor.gpus': [1],
  'executor.options': [['--partition=gpu']],
  'executor.address': ['http://head:8265'],
  'executor.queue-minutes': [60],
  'executor.submit': ['qsub -terse -N {name} -j y -o {log} -pe smp {cpus} {script}'],
  'executor.status': ['qstat'],
  'executor.cancel': ['qdel {ids}'],
  'executor.ahead': [1, 'all'],
};

/** @throws Error if an example names an unknown key */
export function forEditors(schema: JsonSchema): JsonSchema {
  const unused = new Set(Object.keys(EXAMPLES));
  const walk = (inner: JsonSchema, key: string): JsonSchema => {
    const inside = (name: string) => (key === '' ? name : `${key}.${name}`);
    const examples = EXAMPLES[key];
    unused.delete(key);
    return {
      ...inner,
      ...(examples !== undefined && { examples }),
      // Otherwise an editor shows backticks literally.
      ...(inner.description?.includes('`') && { markdownDescription: inner.description }),
      ...(inner.properties !== undefined && {
        properties: Object.fromEntries(
          Object.entries(inner.properties).map(([name, one]) => [name, walk(one, inside(name))]),
        ),
      }),
      ...(inner.items !== undefined && { items: walk(inner.items, `${key}[]`) }),
      ...(typeof inner.additionalProperties === 'object' && {
        additionalProperties: walk(inner.additionalProperties, inside('*')),
      }),
      // A key's example covers all its forms.
      ...(inner.anyOf !== undefined && { anyOf: inner.anyOf.map((form) => walkForm(form, key)) }),
    };
  };
  const walkForm = (form: JsonSchema, key: string): JsonSchema => {
    const { examples: _, ...walked } = walk(form, key);
    return walked;
  };
  const whole = walk(schema, '');
  if (unused.size > 0)
    throw new Error(`the config has no key ${[...unused].join(', ')} (scripts/config-examples.ts)`);
  return whole;
}
