import panel from './panel.ts';
import problems from './problems.json';

export default { ...panel, problems };
