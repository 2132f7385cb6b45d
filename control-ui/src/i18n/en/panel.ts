import app from './app.json' with { type: 'json' };
import catalog from './catalog.json' with { type: 'json' };
import frame from './frame.json' with { type: 'json' };
import home from './home.json' with { type: 'json' };
import operations from './operations.json' with { type: 'json' };
import people from './people.json' with { type: 'json' };

/** The panel's words, a file for each part of it; what only a few pages say comes with them. */
export default { ...app, ...catalog, ...frame, ...home, ...operations, ...people };
