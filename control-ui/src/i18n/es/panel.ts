import app from './app.json' with { type: 'json' };
import box from './box.json' with { type: 'json' };
import catalog from './catalog.json' with { type: 'json' };
import frame from './frame.json' with { type: 'json' };
import home from './home.json' with { type: 'json' };
import operations from './operations.json' with { type: 'json' };
import people from './people.json' with { type: 'json' };

/** The panel's words, a file for each part of it. */
export default { ...app, ...box, ...catalog, ...frame, ...home, ...operations, ...people };
