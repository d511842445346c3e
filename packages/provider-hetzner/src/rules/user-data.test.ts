import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { guestBoothook } from '../guest/guest-bootstrap.js';
import { tool, run } from '../guest/testing/debian-tool.js';
import { mergeUserData, userDataFault } from './user-data.js';

const LIMIT_BYTES = 32_768;

const folder = mkdtempSync(join(tmpdir(), 'user-data-'));
afterAll(() => rmSync(folder, { recursive: true }));
writeFileSync(join(folder, 'included'), '#!/bin/sh\necho included\n');

const cloudConfig = '#cloud-config\npackages: [nginx]\n';
const message = [
  'Content-Type: multipart/mixed; boundary="edge"',
  'MIME-Version: 1.0',
  '',
  '--edge',
  'Content-Type: text/cloud-config; charset="us-ascii"',
  'Content-Disposition: attachment; filename="one.yaml"',
  '',
  cloudConfig,
  '--edge',
  'Content-Type: text/x-shellscript',
  'Content-Transfer-Encoding: base64',
  '',
  Buffer.from('#!/bin/sh\necho grüße\n').toString('base64'),
  '--edge--',
  '',
].join('\n');

const forms: Record<string, string> = {
  'cloud-config': cloudConfig,
  'cloud-config without a last line break': '#cloud-config\npackages: [nginx]',
  'cloud-config after blank lines': `\n\n  ${cloudConfig}\n\n`,
  'cloud-config in CRLF': '#cloud-config\r\npackages: [nginx]\r\n',
  'cloud-config that ends in CR': '#cloud-config\r\npackages: [nginx]\r',
  'cloud-config with umlauts and an equals sign': '#cloud-config\n# Größe = 日本 🙂\nhostname: a=3D\n',
  'cloud-config with a byte order mark': `\uFEFF${cloudConfig}`,
  'cloud-config that speaks of mail':
    '#cloud-config\nwrite_files:\n- content: "MIME-Version: 1.0"\n  path: /m\n',
  'cloud-config with control characters': '#cloud-config\n# \u000b\u000c\u001c\u0085\u2028 \u0001 \t\n',
  'cloud-config in very long lines': `#cloud-config\n# ${'a b '.repeat(1000)}\n`,
  'cloud-config with lines that look like boundaries': '#cloud-config\n--edge\n--edge--\n--\nFrom here: on\n',
  'a script': '#!/bin/bash\necho "$0" \t\n',
  'a script in another alphabet': '#!/bin/sh\necho Привет\n',
  'an include': `#include\nfile://${folder}/included\n`,
  'an include once': `#include-once\nfile://${folder}/included\n`,
  'a boothook': '#cloud-boothook\n#!/bin/sh\necho early\n',
  'a part handler': '#part-handler\ndef list_types():\n    return ["text/x-mine"]\n',
  'a template': '## template: jinja\n#cloud-config\nhostname: {{ v1.local_hostname }}\n',
  'an archive': '#cloud-config-archive\n- type: text/cloud-config\n  content: |\n    a: 1\n- "#!/bin/sh"\n',
  'a JSON patch': '#cloud-config-jsonp\n[{ "op": "add", "path": "/a", "value": 1 }]\n',
  'a message': message,
  'a message in CRLF': message.replaceAll('\n', '\r\n'),
  'a message without its end': message.replace('--edge--\n', ''),
  'a message after blank lines': `\n\n${message}`,
  'a message with raw umlauts': message.replace('nginx', 'größe'),
  'a message of one part': `MIME-Version: 1.0\nContent-Type: text/x-shellscript\n\n#!/bin/sh\n`,
  base64: Buffer.from(cloudConfig).toString('base64'),
  'base64 of a message': Buffer.from(message).toString('base64'),
  'base64 of gzip': gzipSync(cloudConfig).toString('base64'),
  'base64 of gzip of a message': gzipSync(message).toString('base64'),
  'base64 of bytes that are no text': Buffer.from([35, 33, 255, 0, 10, 13, 61]).toString('base64'),
  'base64 of broken gzip': gzipSync(cloudConfig).subarray(0, 30).toString('base64'),
  'what cloud-init does not know': 'hello world\n',
  'what looks like base64': 'abcd',
};

/** Text that gzip can't shorten much, in letters that base64 of user data is not made of alone. */
function noise(bytes: number): string {
  let state = 1;
  const letter = (): string => {
    state = (state * 48_271) % 2_147_483_647;
    return String.fromCharCode(33 + (state % 94));
  };
  return `#!/bin/sh\n: '${Array.from({ length: bytes }, letter).join('')}'\n`;
}

const boundaryOf = (text: string): string | undefined => /boundary="(\w+)"/.exec(text)?.[1];

describe('merged user data', () => {
  test('our boothook is the first part, alone when the user gives nothing', () => {
    for (const nothing of [undefined, '', ' \r\n\t']) {
      const { text, byteLength } = mergeUserData(nothing);
      expect(text).toContain(
        `Content-Type: text/cloud-boothook\nContent-Disposition: attachment; filename="private-egress"\n\n${guestBoothook}`,
      );
      expect(text.match(/^Content-Type:/gm)).toHaveLength(2);
      expect(byteLength).toBe(Buffer.byteLength(text));
    }
  });

  test('the same user data gives the same text, other user data another boundary', () => {
    expect(mergeUserData(cloudConfig)).toEqual(mergeUserData(cloudConfig));
    expect(boundaryOf(mergeUserData(cloudConfig).text)).not.toBe(boundaryOf(mergeUserData('#!/bin/sh').text));
  });

  test('plain ASCII stands there as it was given', () => {
    expect(mergeUserData(cloudConfig).text).toContain(
      `Content-Type: text/x-not-multipart\n\n${cloudConfig}\n--`,
    );
  });

  test('it is compressed only when it would not fit otherwise', () => {
    const overhead = mergeUserData('#!').byteLength - 2;
    const atLimit = `#!${'a'.repeat(LIMIT_BYTES - overhead - 2)}`;
    expect(mergeUserData(atLimit).byteLength).toBe(LIMIT_BYTES);
    const { text, byteLength } = mergeUserData(`${atLimit}a`);
    expect(byteLength).toBeLessThan(LIMIT_BYTES);
    const packed = Buffer.from(text, 'base64');
    expect(gunzipSync(packed).toString()).toContain(`${atLimit}a`);
    expect(packed.subarray(4, 10)).toEqual(Buffer.from([0, 0, 0, 0, 2, 255])); // no time, no system
  });

  test('what the user packed is packed again together with ours', () => {
    const large = `#cloud-config\n${'# many words\n'.repeat(10_000)}`;
    const { text } = mergeUserData(gzipSync(large).toString('base64'));
    expect(gunzipSync(Buffer.from(text, 'base64')).toString()).toContain(large);
  });

  test('one byte too many is refused with the sizes', () => {
    let fitting = 10_000;
    let tooLong = 40_000;
    while (tooLong - fitting > 1) {
      const middle = Math.floor((fitting + tooLong) / 2);
      if (userDataFault(noise(middle)) === undefined) fitting = middle;
      else tooLong = middle;
    }
    expect(mergeUserData(noise(fitting)).byteLength).toBeLessThanOrEqual(LIMIT_BYTES);
    const fault = userDataFault(noise(tooLong));
    expect(fault).toMatch(
      /^user data takes 327[67]\d bytes, compressed .* Hetzner takes 32768 \(it has \d+ bytes as given/,
    );
    expect(() => mergeUserData(noise(tooLong))).toThrow(new RangeError(fault));
  });

  test('a bomb is refused before it fills the memory', () => {
    expect(userDataFault(gzipSync(Buffer.alloc(5_000_000)).toString('base64'))).toMatch(
      /^user data unpacks to more than/,
    );
  });

  const python = tool('python3', 'python3', '--version');
  test.skipIf(python.isMissing)(
    `a mail parser finds both parts, the second byte for byte${python.note}`,
    () => {
      const script = [
        'import base64, email, json, sys',
        'parts = lambda text: email.message_from_string(text).get_payload()',
        'bytes_of = lambda part: base64.b64encode(part.get_payload(decode=True)).decode()',
        'print(json.dumps([[bytes_of(part) for part in parts(text)] for text in json.load(sys.stdin)]))',
      ].join('\n');
      const single = Object.values(forms).filter(
        (form) => /^\s*#/.test(form) && !form.includes('MIME-Version'),
      );
      const { stdout } = run(
        'python3',
        ['-c', script],
        JSON.stringify(single.map((form) => mergeUserData(form).text)),
      );
      const expected = single.map((form) =>
        [guestBoothook, form].map((part) => Buffer.from(part).toString('base64')),
      );
      expect(JSON.parse(stdout)).toEqual(expected);
    },
  );
});

/** Content type and payload in base64 of each part. */
type Parts = [type: string, payload: string][];

describe('cloud-init', () => {
  const cloudInit = tool('cloud-init', '/usr/bin/python3', '-c', 'import cloudinit');
  const reader = fileURLToPath(new URL('../../../src/guest/testing/user-data-parts.py', import.meta.url));

  function partsOf(texts: readonly string[]): Parts[] {
    const { status, stdout, stderr } = run('/usr/bin/python3', [reader], JSON.stringify(texts));
    if (status !== 0) throw new Error(stderr);
    const parts: Parts[] = JSON.parse(stdout);
    return parts;
  }

  test.skipIf(cloudInit.isMissing)(
    `makes of every form what it would make of it alone, after our boothook${cloudInit.note}`,
    () => {
      const names = Object.keys(forms);
      const alone = partsOf(Object.values(forms));
      const merged = partsOf(Object.values(forms).map((form) => mergeUserData(form).text));
      const boothook = ['text/cloud-boothook', Buffer.from(guestBoothook).toString('base64')];
      for (const [index, name] of names.entries()) {
        expect({ name, parts: merged[index] }).toEqual({ name, parts: [boothook, ...(alone[index] ?? [])] });
      }
    },
  );

  test.skipIf(cloudInit.isMissing)(`reads the compressed form${cloudInit.note}`, () => {
    const large = `#cloud-config\n${'# Größe\n'.repeat(5000)}`;
    const [parts] = partsOf([mergeUserData(large).text]);
    expect(parts?.map(([type]) => type)).toEqual(['text/cloud-boothook', 'text/cloud-config']);
    expect(Buffer.from(parts?.[1]?.[1] ?? '', 'base64').toString()).toBe(large);
  });
});
