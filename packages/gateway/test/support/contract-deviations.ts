/** Differences between our description and SECA's, as the comparison words them. */
interface Deviation {
  lines: RegExp;
  reason: string;
}

const ITEM = String.raw`(items\[\]\.)?`;

/** A fact of an answer, which has the same form in a list. */
const answer = (fact: string): RegExp => new RegExp(`^\\w+ \\w+ answer ${fact.replaceAll('@', ITEM)}$`);

/** Every deviation is wanted: each has its reason, and the test fails for one that is gone. */
export const deviations: readonly Deviation[] = [
  {
    lines: /^wellknown GetWellKnownAlias is not in the contract$/,
    reason: 'The design discussion of SECA spells the path with a hyphen: both are served.',
  },
  // What SECA says in prose, or leaves open in its schemas.
  {
    lines: /^\w+ \w+ statuses \+(406|429|503)$/,
    reason: 'SECA names 406, 429 and 503 in prose, not per operation.',
  },
  {
    lines: /^put \w+ statuses \+(413|415)$/,
    reason: 'SECA names 415 in prose; a body has a bound here, and a status that says so.',
  },
  {
    lines: /^list \w+ statuses \+404$/,
    reason: 'Only for a region in the base path that is not there; an unknown parent has an empty list.',
  },
  {
    lines: /^action \w+ statuses \+412$/,
    reason: 'Actions take if-unmodified-since, so they need an answer for another version.',
  },
  {
    lines: /parameters \+limit (minimum|maximum) \d+$/,
    reason: "The bounds of the description's prose.",
  },
  {
    lines: /parameters \+if-unmodified-since minimum 0$/,
    reason: 'No resource ever has a negative version; a 400 says so.',
  },
  {
    lines: /parameters \+(name|tenant|workspace|network) (maxLength|pattern) \S+$/,
    reason: "The name rule of SECA's prose, which its parameters do not repeat.",
  },
  {
    lines:
      /^\w+ \w+ (request|answer) \+(items\[\]\.)?(spec\.(rules\[\]\.)?)?(labels|annotations|extensions)\.\* maxLength \d+$/,
    reason: "The bounds of SECA's prose; of extensions, ours.",
  },
  // What clients may send beyond the contract.
  {
    lines: /^put \w+ request \+spec\.\S+ may be text$/,
    reason: 'An older form of references, still in the prose: taken, and answered as an object.',
  },
  {
    lines: /^put \w+ request \+spec\.\S+\.ipv[46] may be empty$/,
    reason: "An empty text counts as absent, as SECA's CEL rules have it.",
  },
  {
    lines: /^put \w+ request ([+]spec\.zone may be empty|-spec\.zone is required)$/,
    reason: 'A subnet without zone takes the default zone: clients of other providers leave it out.',
  },
  {
    lines: /^put \w+ request -spec is required$/,
    reason: 'Where nothing has to be declared, the spec may be left out, as Go clients write it: null.',
  },
  {
    lines: answer(String.raw`(\+@spec\.zone may be empty|-@spec\.zone is required)`),
    reason: 'The schema of a subnet in an answer is that of requests; the zone is always filled in.',
  },
  {
    lines:
      /^\w+ \w+ (request|answer) \+(items\[\]\.)?spec\.(routeTableRef|sourceImageRef)\.resource can be ""$/,
    reason: 'An empty reference counts as absent, as clients that know no absence write it.',
  },
  {
    lines: /^\w+ \w+ (request|answer) -(items\[\]\.)?spec\.\S*(type|direction|protocol) maxLength 7$/,
    reason: 'Only words of a list are taken, all of which are shorter.',
  },
  {
    lines: /^put \w+ request \+spec\.(rules\[\]\.)?(version|protocol) may be empty$/,
    reason: 'Go clients write an unset choice as an empty text.',
  },
  {
    lines: /^\w+ \w+ (request|answer) -(items\[\]\.)?spec\.(rules\[\]\.)?icmp\.(type|code) is required$/,
    reason: 'Zero is what Go clients leave out.',
  },
  // What answers promise beyond the contract.
  {
    lines: answer(String.raw`\+@(metadata|spec|status|labels|annotations) is required`),
    reason: 'Always there: SECA marks these as optional, and its clients read them without a check.',
  },
  {
    lines: answer(
      String.raw`\+@status\.(state|resourceCount|routes|(routes|rules)\[\]\.state|addresses|powerStateSince) is required`,
    ),
    reason: 'Always there.',
  },
  {
    lines: answer(String.raw`[+-]@metadata\.kind can be "[a-z-]+"`),
    reason: 'Each operation answers with its one kind; SECA shares a list of all kinds.',
  },
  {
    lines: answer(
      String.raw`\+@metadata\.(verb|apiVersion|provider|resourceVersion|name|tenant|region|workspace|network|skipToken) (can be "\w+"|pattern \S+|minimum 1|minLength 1|maxLength \d+)`,
    ),
    reason: 'Narrower than the plain text or number of the contract.',
  },
  {
    lines: answer(String.raw`\+version can be "v1"`),
    reason: 'The one version that there is.',
  },
  {
    lines: answer(String.raw`\+@status\.(sizeGB minimum|ipAddress minLength) 1`),
    reason: 'Nothing is smaller.',
  },
  {
    lines: answer(String.raw`-@status\.((routes|rules)\[\]\.)?conditions\[\]\.type is string`),
    reason: 'Conditions are a history of one kind of transition, so they have no type.',
  },
  {
    lines: answer(String.raw`-@metadata\.deletedAt (is string|format date-time)`),
    reason: 'A region is withdrawn, never deleted.',
  },
  {
    lines: answer(String.raw`-@extensions(\.\*)? is (string|object)`),
    reason: 'SKUs have no extensions here.',
  },
];
