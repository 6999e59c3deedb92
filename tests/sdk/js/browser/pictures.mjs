// What pages looked like when somebody looked at them last: pictures/, at a quarter of the size, where the shapes of letters hardly
// count. With TEST_KEEP_PICTURES=1 they are taken anew; look at them then.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';

const FOLDER = fileURLToPath(new URL('pictures', import.meta.url));
const SHOWN = fileURLToPath(new URL('../../../../docs/pictures', import.meta.url));
const SHRUNK = 4;
const MOST_DIFFERENT = 0.03;  // of the points: another font of the same size is under it
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

/** What is to be seen of the page, but for what is drawn anew each time. */
async function shoot(page) {
  await page.evaluate(() => document.activeElement.blur());  // a caret blinks
  return page.screenshot({ mask: [page.locator(DRAWN_ANEW)], animations: 'disabled' });
}

function keep(folder, path, picture) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(path, PNG.sync.write(picture, { colorType: 2, deflateLevel: 9 }));
}

/** Both shrunk. */
function assertAlike(small, kept, path) {
  assert.deepEqual([small.width, small.height], [kept.width, kept.height], path);
  const different = pixelmatch(small.data, kept.data, null, small.width, small.height, { threshold: 0.2 });
  const share = different / small.width / small.height;
  assert.ok(share <= MOST_DIFFERENT, `${(100 * share).toFixed(1)} % of the points differ from ${path}`);
}

/** Fails unless the page looks like the picture of that name. */
export async function compareWithPicture(page, name) {
  const small = shrink(await shoot(page));
  const path = `${FOLDER}/${name}.png`;
  if (process.env.TEST_KEEP_PICTURES) {
    keep(FOLDER, path, small);
  } else {
    assertAlike(small, PNG.sync.read(readFileSync(path)), path);
  }
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
