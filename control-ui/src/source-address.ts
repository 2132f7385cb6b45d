/** Where the source of this very program can be had: whoever uses it over the network has a right to it (AGPL, section 13). */
export { homepage as sourceAddress } from '../../package.json';
