// Managed login's pages, in the light and in the dark.
import { MANAGED } from '../sign_in_pages.mjs';
import { testEveryPage } from './every_page.mjs';

testEveryPage(MANAGED);
