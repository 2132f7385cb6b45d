import panel from './panel.json';
import problems from './problems.json';

export default { ...panel, problems };
