// What pages looked like when somebody looked at them last: pictures/, at a quarter of the size, where the shapes of letters hardly
// count; a part of a page in its full size. With TEST_KEEP_PICTURES=1 they are taken anew; look at them then.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';

const FOLDER = fileURLToPath(new URL('pictures', import.meta.url));
const SHOWN = fileURLToPath(new URL('../../../../docs/pictures', import.meta.url));
const SHRUNK = 4;
const MOST_DIFFERENT = 0.005;  // of the points that are not the empty ground, which is most of a page on a desk
const SAME_COLOUR = 0.05;  // pixelmatch's: a pale colour is none of another one
const DRAWN_ANEW = 'svg[role=img], code';

/** The mean of each square of SHRUNK points. */
function shrink(bytes) {
  const whole = PNG.sync.read(bytes);
  const small = new PNG({ width: Math.floor(whole.width / SHRUNK), height: Math.floor(whole.height / SHRUNK) });
  for (let y = 0; y < small.height; ++y) {
    for (let x = 0; x < small.width; ++x) {
      for (let channel = 0; channel < 4; ++channel) {
        let sum = 0;
        for (let point = 0; point < SHRUNK * SHRUNK; ++point) {
          const [column, row] = [x * SHRUNK + point % SHRUNK, y * SHRUNK + Math.floor(point / SHRUNK)];
          sum += whole.data[4 * (row * whole.width + column) + channel];
        }
        small.data[4 * (y * small.width + x) + channel] = Math.round(sum / SHRUNK / SHRUNK);
      }
    }
  }
  return small;
}

/** What is to be seen of the page, or of a part of it, but for what is drawn anew each time. */
async function shoot(page, part = page) {
  await page.evaluate(() => document.activeElement.blur());  // a caret blinks
  return part.screenshot({ mask: [page.locator(DRAWN_ANEW)], animations: 'disabled' });
}

/** The colour of the most points. */
function groundOf({ data }) {
  const counts = new Map();
  for (let at = 0; at < data.length; at += 4) {
    const colour = data.readUInt32BE(at);
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  return [...counts].reduce((most, next) => (next[1] > most[1] ? next : most))[0];
}

/** How much of what stands on the kept picture's ground, in one of the two or both, differs: from 0 to 1. Of one size. */
export function differenceOf(shown, kept) {
  const ground = groundOf(kept);
  let drawn = 0;
  for (let at = 0; at < kept.data.length; at += 4) {
    drawn += shown.data.readUInt32BE(at) !== ground || kept.data.readUInt32BE(at) !== ground ? 1 : 0;
  }
  return pixelmatch(shown.data, kept.data, null, kept.width, kept.height, { threshold: SAME_COLOUR }) / Math.max(drawn, 1);
}

function keep(folder, path, picture) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(path, PNG.sync.write(picture, { colorType: 2, deflateLevel: 9 }));
}

function assertAlike(shown, kept, path) {
  assert.deepEqual([shown.width, shown.height], [kept.width, kept.height], path);
  const share = differenceOf(shown, kept);
  assert.ok(share <= MOST_DIFFERENT, `${(100 * share).toFixed(1)} % of what is drawn differs from ${path}`);
}

function compare(shown, name) {
  const path = `${FOLDER}/${name}.png`;
  if (process.env.TEST_KEEP_PICTURES) {
    keep(FOLDER, path, shown);
  } else {
    assertAlike(shown, PNG.sync.read(readFileSync(path)), path);
  }
}

/** Fails unless the page looks like the picture of that name. */
export async function compareWithPicture(page, name) {
  compare(shrink(await shoot(page)), name);
}

/** The same of the part of the page that the locator finds. */
export async function comparePart(page, part, name) {
  compare(PNG.sync.read(await shoot(page, part)), name);
}

/** Fails where a look would pass for another: both are screenshots of one size. */
export function assertUnlike(before, after) {
  const share = differenceOf(PNG.sync.read(after), PNG.sync.read(before));
  assert.ok(share > MOST_DIFFERENT, `only ${(100 * share).toFixed(2)} % of what is drawn differs`);
}

/** The same of a picture that the README shows, which is kept in its full size. */
export async function compareWithReadme(page, name) {
  const bytes = await shoot(page);
  const path = `${SHOWN}/${name}.png`;
  if (process.env.TEST_KEEP_PICTURES) {
    keep(SHOWN, path, PNG.sync.read(bytes));
  } else {
    assertAlike(shrink(bytes), shrink(readFileSync(path)), path);
  }
}
