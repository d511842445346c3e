import { openApiDocument } from '../openapi/document.js';

// Prints the description of the gateway's API, as openapi.json has it.
process.stdout.write(`${JSON.stringify(openApiDocument(), null, 2)}\n`);
