// Inkstone's service worker: what was read or saved opens without a network. docs/adr/0013 says
// how it works. `inkstone build` fills in the build's name and its files with their digests.

"use strict";

const BUILD = "@build@";
// `{ PATH: { integrity, first } }`; `first`: every page needs it, so it is fetched at once.
const FILES = "@files@";
// The newest format of the catalogue that this build reads.
const FORMAT = "@format@";
