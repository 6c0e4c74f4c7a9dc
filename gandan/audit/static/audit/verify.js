// Proves a receipt in the browser: nothing is sent. The same steps as gandan/audit/rules/receipt.py.
(() => {
  'use strict';

  const WORDS = {
    vi: {
      json: 'Tệp không phải JSON. Dùng tệp tải từ trang biên nhận hoặc trang kiểm chứng.',
      form: 'Tệp không đúng dạng biên nhận: thiếu hoặc sai một phần.',
      hash: 'Nội dung mục nhật ký không khớp mã băm: biên nhận đã bị sửa.',
      code: 'Mã việc trên biên nhận không phải mã trong mục nhật ký.',
      origin: 'Mốc kiểm chứng thuộc một nhật ký khác.',
      signature: 'Chữ ký của mốc kiểm chứng không đúng.',
      path: 'Đường chứng minh không dẫn tới gốc đã ký: mục này không nằm trong mốc kiểm chứng.',
      failed: 'Không chứng minh được',
      proved: 'Biên nhận đúng',
      partly: 'Đúng, nhưng chưa kiểm được chữ ký',
      waiting: 'Chưa có mốc kiểm chứng',
      waitingMore: 'Mục này chưa nằm trong mốc kiểm chứng nào. Tải lại tệp sau ít phút.',
      oldBrowser: 'Trình duyệt này chưa biết Ed25519. Dùng bản mới hơn, hoặc lệnh gandan verify --receipt.',
      inside: (code, at, size, signed) => `${code || 'Mục này'}, ghi lúc ${at}, nằm trong mốc kiểm chứng ${size} mục ký lúc ${signed}.`,
      key: 'So khóa công khai này với khóa công bố ở nơi khác (bảng niêm yết, giấy tờ của phường):',
    },
    en: {
      json: 'This file is not JSON. Use the file from the receipt page or the verification page.',
      form: 'This file is not a receipt: a part is missing or wrong.',
      hash: 'The log entry does not match its hash: the receipt was altered.',
      code: 'The code on the receipt is not the one in the log entry.',
      origin: 'The checkpoint belongs to another log.',
      signature: 'The signature of the checkpoint is wrong.',
      path: 'The proof does not lead to the signed root: this entry is not in the checkpoint.',
      failed: 'Not proved',
      proved: 'The receipt holds',
      partly: 'Right, but the signature could not be checked',
      waiting: 'No checkpoint yet',
      waitingMore: 'No checkpoint covers this entry yet. Download the file again in some minutes.',
      oldBrowser: 'This browser does not know Ed25519. Use a newer one, or the command gandan verify --receipt.',
      inside: (code, at, size, signed) => `${code || 'This entry'}, recorded at ${at}, is in the checkpoint of ${size} entries signed at ${signed}.`,
      key: 'Compare this public key with the one published elsewhere (the notice board, papers of the ward):',
    },
  };
  const HEADER = ['actor', 'at', 'commitment', 'number', 'object', 'previous', 'unit', 'verb'];
  const bytesOf = (text) => new TextEncoder().encode(text);

  class Broken extends Error {}

  function fromHex(text) {
    if (typeof text !== 'string' || !/^([0-9a-f]{2})*$/.test(text)) throw new Broken('form');
    return Uint8Array.from(text.match(/../g) || [], (pair) => parseInt(pair, 16));
  }
  const toHex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  const fromBase64 = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const same = (a, b) => toHex(a) === toHex(b);

  async function sha256(...parts) {
    const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
    let at = 0;
    for (const part of parts) {
      joined.set(part, at);
      at += part.length;
    }
    return new Uint8Array(await crypto.subtle.digest('SHA-256', joined));
  }
  const leafHash = (entry) => sha256(Uint8Array.of(0), entry);
  const nodeHash = (left, right) => sha256(Uint8Array.of(1), left, right);

  // Keys sorted, no spaces, NFC: the one form that is hashed.
  function canonical(header) {
    const keys = Object.keys(header).sort();
    if (keys.join() !== HEADER.join()) throw new Broken('form');
    const value = (item) => JSON.stringify(typeof item === 'string' ? item.normalize('NFC') : item);
    return bytesOf(`{${keys.map((key) => `${JSON.stringify(key)}:${value(header[key])}`).join(',')}}`);
  }

  // RFC 9162, 2.1.3.2; halves instead of shifts, for trees beyond 32 bits.
  async function includes(entry, leaf, size, path, root) {
    if (!Number.isSafeInteger(leaf) || leaf < 0 || leaf >= size) return false;
    const half = (number) => Math.floor(number / 2);
    let index = leaf;
    let last = size - 1;
    let digest = await leafHash(entry);
    for (const step of path) {
      if (last === 0) return false;
      if (index % 2 === 1 || index === last) {
        digest = await nodeHash(step, digest);
        while (index % 2 === 0 && index !== 0) {
          index = half(index);
          last = half(last);
        }
      } else {
        digest = await nodeHash(digest, step);
      }
      index = half(index);
      last = half(last);
    }
    return last === 0 && same(digest, root);
  }

  function readNote(text) {
    const lines = text.replace(/\n$/, '').split('\n');
    const mark = /^— (\S+) (\S+)$/.exec(lines[5] || '');
    if (lines.length !== 6 || lines[4] !== '' || !mark || mark[1] !== lines[0] || !/^\d+$/.test(lines[1])) throw new Broken('form');
    const signature = fromBase64(mark[2]);
    if (signature.length !== 68) throw new Broken('form');
    return {
      body: bytesOf(`${lines.slice(0, 4).join('\n')}\n`),
      origin: lines[0],
      size: Number(lines[1]),
      root: fromBase64(lines[2]),
      at: lines[3],
      signature: signature.slice(4),
    };
  }

  // True or false; null where the browser does not know Ed25519.
  async function isSigned(note, publicKey) {
    let key;
    try {
      key = await crypto.subtle.importKey('raw', publicKey, { name: 'Ed25519' }, false, ['verify']);
    } catch (error) {
      if (error.name === 'NotSupportedError') return null;
      throw new Broken('form');
    }
    return crypto.subtle.verify({ name: 'Ed25519' }, key, note.signature, note.body);
  }

  async function check(receipt) {
    if (!receipt || receipt.format !== 'gandan-receipt/1') throw new Broken('form');
    const digest = fromHex(receipt.hash);
    if (!same(await sha256(canonical(receipt.entry)), digest)) throw new Broken('hash');
    if (receipt.code && receipt.entry.object !== `case:${receipt.code}`) throw new Broken('code');
    if (!receipt.checkpoint) return { kind: 'waiting' };
    const publicKey = fromHex(receipt.public_key);
    const note = readNote(receipt.checkpoint);
    const name = toHex(await sha256(publicKey)).slice(0, 16);
    if (note.origin !== `gan-dan/${name}`) throw new Broken('origin');
    const signed = await isSigned(note, publicKey);
    if (signed === false) throw new Broken('signature');
    const path = receipt.proof.map(fromHex);
    if (!(await includes(digest, receipt.leaf, note.size, path, note.root))) throw new Broken('path');
    return { kind: signed ? 'proved' : 'partly', code: receipt.code, at: receipt.entry.at, note, key: receipt.public_key };
  }

  async function verdict(text) {
    let receipt;
    try {
      receipt = JSON.parse(text);
    } catch {
      return { kind: 'failed', why: 'json' };
    }
    try {
      return await check(receipt);
    } catch (error) {
      return { kind: 'failed', why: error instanceof Broken ? error.message : 'form' };
    }
  }

  function element(name, text, className) {
    const made = document.createElement(name);
    made.textContent = text;
    if (className) made.className = className;
    return made;
  }

  function show(place, found) {
    const words = WORDS[document.documentElement.lang] || WORDS.vi;
    const tone = { proved: 'ok', failed: 'late', partly: 'soon', waiting: 'soon' }[found.kind];
    const box = element('div', '', `alert alert--${tone}`);
    box.append(element('h3', words[found.kind]));
    if (found.kind === 'failed') box.append(element('p', words[found.why]));
    if (found.kind === 'waiting') box.append(element('p', words.waitingMore));
    if (found.note) {
      box.append(element('p', words.inside(found.code, found.at, found.note.size, found.note.at)));
      if (found.kind === 'partly') box.append(element('p', words.oldBrowser));
      box.append(element('p', words.key), element('p', found.key));
      box.lastChild.style.overflowWrap = 'anywhere';
    }
    box.dataset.verdict = found.kind;
    place.replaceChildren(box);
  }

  for (const form of document.querySelectorAll('form[data-verify]')) {
    // Without Web Crypto (plain http) the form is sent, and the server proves the receipt.
    if (!globalThis.crypto?.subtle) continue;
    form.addEventListener('submit', async (event) => {
      const [file] = form.querySelector('input[type=file]').files;
      if (!file) return;
      event.preventDefault();
      const place = document.querySelector('[data-verify-result]');
      place.replaceChildren();
      show(place, await verdict(await file.text()));
    });
  }
})();
