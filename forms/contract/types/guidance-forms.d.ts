// Documents of the guidance-forms contract. Generated from its JSON Schemas.

/** An item that the host adds. */
export interface AddedItem {
  /** The item that it stands after; first when absent. */
  after?: string;
  /** The item. */
  item: Item;
  /** Id of the page or group that gets the item. */
  to: string;
}

/** Who may read an answer. */
export type Audience = "student" | "guardian" | "counsellor" | "teacher" | "office" | "employer" | "network";

/** A stretch of a measure's values that has a name. */
export interface Band {
  /** The band holds values below this, from where the band before ends. Only the last band has no end. */
  below?: number;
  /** Id, unique in its set. */
  id: string;
}

/** A change between two rounds of a voice: later minus earlier, over the items that both have a number for. */
export interface Change {
  /** The change, rounded half away from zero to one decimal; absent without numbers. */
  difference?: number;
  /** Whether the later round is higher. */
  direction: Direction;
  /** Place of the earlier round. */
  from: number;
  /** Ids of the items that both have a number for. */
  items?: string[];
  /** Place of the later round. */
  to: number;
  /** Place in `voices`. */
  voice: number;
}

/** A rule over one or several answers: an issue when `fails` is true. */
export interface Check {
  /** The item at which the issue is shown; inside a repeat, checked for each row. */
  at: string;
  /** Boolean expression that is true when the answers break the rule. */
  fails: Expression;
  /** Id; its text is `checks.<id>` of the messages. */
  id: string;
  /** `error` when absent. */
  severity?: Severity;
}

/** One code. */
export interface CodeEntry {
  /** The stored value. */
  code: string;
  /** Labels by locale. */
  labels: Record<string, string>;
}

/** A list of codes with their labels. */
export interface CodeSet {
  /** The codes, in the order in which they are offered. */
  codes: CodeEntry[];
  /** Where the list comes from. */
  source?: string;
}

/** How voices are compared. */
export interface Compare {
  /** Id of the voice that the others are compared with: a difference is this one minus the other. */
  base: string;
  /** A difference worth a talk becomes a finding of this id. */
  finding?: GapFinding;
  /** The least difference, either way, that is worth a talk. */
  gap: number;
  /** What must hold before some audiences hear a voice. */
  share?: Share;
}

/** A value computed from answers. */
export interface Computed {
  /** Who may read the value. */
  audience: Audience[];
  /** What the data is about. */
  dataCategory: DataCategory;
  /** Id, unique among items and computed values. */
  id: string;
  /** Special-category data (GDPR art. 9). */
  specialCategory?: boolean;
  /** The value; absent from the submission while it has none. */
  value: Expression;
}

/** What one embedding decides. Everything is optional. */
export interface Config {
  /** Address of this document's JSON Schema. */
  $schema?: "https://guidance-forms.example/schema/config/1";
  /** Whose answers are shown: only those that this audience may read. All when absent. */
  audience?: Audience;
  /** Who fills in: the host's own opaque reference. */
  author?: string;
  /** Code sets of the host, by name; they replace shipped ones of the same name. */
  codeSets?: Record<string, CodeSet>;
  /** What happens to an unfinished form. */
  draft?: DraftPolicy;
  /** Where a missing text is taken from, in order; `["en"]` when empty. */
  fallbackLocales?: string[];
  /** Host flags that are on; `["flag", name]` in expressions. */
  flags?: string[];
  /** BCP 47 tag of the texts; the page's language when absent. */
  locale?: string;
  /** Locales that the person may switch to in the form; no switch when empty. */
  locales?: string[];
  /** Fill in, or only read. */
  mode?: Mode;
  /** Changes to the shipped definition and messages. */
  overlay?: Overlay;
  /** How much is asked at a time. */
  pacing?: Pacing;
  /** Answers known beforehand, by item id. */
  prefill?: Record<string, Prefill>;
  /** Whether questions can be read aloud, where the device itself has a voice for their language. */
  readAloud?: boolean;
  /** Where the person goes after sending; a link on the receipt. */
  returnUrl?: string;
  /** Whether the answers are read once more before sending; yes when absent. */
  review?: boolean;
  /** Who fills in or reads; `["role"]` in expressions. */
  role?: Role;
  /** Whom the answers are about: the host's own opaque reference. */
  subject?: string;
  /** A draft or submission to go on from, or to show. */
  submission?: Submission;
  /** Id that the submission shall have (a UUID); made anew when absent. */
  submissionId?: string;
  /** Address that the submission is posted to. Without it the host handles `guidance-submit`. */
  submitUrl?: string;
  /** Whether identity codes of the test range (900–999) are accepted. */
  syntheticIdentityCodes?: SyntheticIdentityCodes;
  /** Colours. */
  theme?: Theme;
  /** The day that rules take for today, `YYYY-MM-DD`; the device's date when absent. */
  today?: string;
}

/** What an answer is about. */
export type DataCategory = "nonPersonal" | "basic" | "identifier" | "contact" | "education" | "work" | "finances" | "learning" | "wellbeing" | "health" | "permission" | "administration";

/** How precise a date is; also its stored form. */
export type DatePrecision = "day" | "month" | "year";

/** What a human decided, whatever was proposed. */
export interface Decision {
  /** Who decided: the host's own reference. */
  by: string;
  /** When, `YYYY-MM-DD`. */
  on: string;
  /** Why. */
  reason: string;
  /** The outcome that was chosen. */
  value: string;
}

/** Structure and rules of one form. Prose is in `Messages`. */
export interface Definition {
  /** Address of this document's JSON Schema; its last part is the contract's major version. */
  $schema: "https://guidance-forms.example/schema/definition/1";
  /** Rules over several answers. */
  checks?: Check[];
  /** Values computed from answers; recomputed by the server. */
  computed?: Computed[];
  /** Stable id of the form, lowerCamelCase. */
  id: string;
  /** Changes since earlier versions, so that old drafts and submissions stay readable. */
  migrations?: Migration[];
  /** Named lists of options that items refer to by `optionSet`. */
  optionSets?: Record<string, OptionEntry[]>;
  /** Pages in reading order; at least one. */
  pages: Page[];
  /**
   * Variants of the messages by role, such as `{"staff": "observer"}`: texts that speak to others than the person
   * whom the answers are about.
   */
  variants?: Record<string, string>;
  /** SemVer of this definition. */
  version: string;
}

/** Which definition was answered. */
export interface DefinitionReference {
  /** `sha256-<hex>` of the definition with its overlay, keys sorted. */
  hash: string;
  /** Id of the form. */
  id: string;
  /** Version of the definition. */
  version: string;
}

/** Which of two is greater. */
export type Direction = "higher" | "same" | "lower";

/** Layout of a `single` item. */
export type Display = "radios" | "select" | "checkbox";

/** What happens to an unfinished form. */
export type DraftPolicy = "none" | "host";

/** What a list holds. */
export type Each = "item" | "measure";

/** A literal, or a function and its arguments, such as `[">=", ["answer", "hours"], 20]`. */
export type Expression = boolean | number | string | ["answer" | "filled" | "count" | "computed" | "flag" | "codeSet" | "role" | "today" | "date" | "list" | "some" | "every" | "all" | "any" | "not" | "=" | "!=" | "<" | "<=" | ">" | ">=" | "in" | "has" | "overlaps" | "+" | "-" | "*" | "/" | "sum" | "mean" | "min" | "max" | "round" | "if" | "years" | "age" | "addYears" | "addDays" | "identityCodeBirthDate" | "nameParts" | "length" | "year", ...Expression[]];

/** Something to say when a condition holds for a voice's latest submission. */
export interface Finding {
  /** Who is told; empty: whoever may read all that it rests on. It can only narrow. */
  audience?: Audience[];
  /** Items that are shown as grounds; those that the expression refers to when empty. */
  evidence?: string[];
  /**
   * Said once for each item or measure of a list. In the expression `"$each"` stands for its id, and
   * `"$measure"` for the id of the measure that the item belongs to.
   */
  for?: ForEach;
  /** Id, unique among all findings; key of its text. */
  id: string;
  /** Greater comes first in its section; 0 when absent. */
  priority?: number;
  /** Voices that are looked at; all when empty. */
  voices?: string[];
  /**
   * Boolean expression over the form's answers and computed values, and `["measure", id]` (a number) and
   * `["band", id]` (the id of a band).
   */
  when: ResultsExpression;
}

/** Something to say, with its grounds. */
export interface FindingView {
  /** Id of the rule, key of its text. */
  id: string;
  /** Greater comes first. */
  priority: number;
  /** What it is about, when the rule is repeated for each item or measure. */
  subject?: Subject;
  /** Who said what led there. */
  traces: Trace[];
}

/** A host flag, and the computed value of a submission that tells that it was on. */
export interface FlagRule {
  /** Id of a computed value of the form, a text. */
  computed: string;
  /** Name of the flag. */
  flag: string;
  /** The flag was on when the submission holds this value. */
  is: string;
}

/** What a finding is repeated for. */
export interface ForEach {
  /** Items or measures. */
  each: Each;
  /** Instead of ids: the measures of a group, or their items. */
  group?: string;
  /** Their ids. */
  of?: string[];
}

/** Formats of one-line text. */
export type Format = "email" | "phone" | "identityCode" | "businessId" | "postalCode" | "iban" | "oid";

/** A difference between two voices: base minus other, over the items that both have a number for. */
export interface Gap {
  /** Place of the base in `voices`. */
  base: number;
  /** The difference, rounded half away from zero to one decimal; absent without numbers. */
  difference?: number;
  /** Whether the base is higher. */
  direction: Direction;
  /** Ids of the items that both have a number for. */
  items?: string[];
  /** Great enough to be worth a talk. It says nothing about who is right. */
  talk: boolean;
  /** Place of the other in `voices`. */
  voice: number;
}

/** The finding that a difference worth a talk becomes. */
export interface GapFinding {
  /** Id, unique among all findings; key of its text. */
  id: string;
  /** Greater comes first in its section; 0 when absent. */
  priority?: number;
  /** Id of the section that it is put into. */
  section: string;
}

/** One thing that a rule looked at. */
export interface Ground {
  /** Id of the item, computed value or measure, or name of the flag; empty for role and day. */
  id?: string;
  /** Row number from 0, for an item inside a repeat. */
  row?: number;
  /** What it is. */
  source: GroundSource;
  /**
   * Its value; absent when it has none. Of a measure: the number, or the id of its band for those who see no
   * numbers.
   */
  value?: unknown;
}

/** What a rule can look at. */
export type GroundSource = "answer" | "computed" | "measure" | "flag" | "role" | "today";

/** Measures that are drawn together. */
export interface GroupView {
  /** Id. */
  id: string;
  /** Ids of its measures that are in this view. */
  measures: string[];
}

/** An input with its value. */
export interface InputView {
  /** Ids of the items or measures that were counted. */
  counted?: string[];
  /** Id of the form that it comes from. */
  form: string;
  /** Id. */
  id: string;
  /** Who answered what. */
  traces: SourceTrace[];
  /** Its value; absent when missing. */
  value?: unknown;
}

/** One finding about one place. Never finished text: that is made in the view, by locale. */
export interface Issue {
  /** What is wrong. */
  code: IssueCode;
  /** Facts for the text, such as `{"max": 100}`. */
  params?: Record<string, unknown>;
  /** JSON Pointer (RFC 6901) into the document, such as `/answers/educations/0/endYear`. */
  path: string;
  /** How bad it is. */
  severity: Severity;
}

/**
 * What an issue is about. Closed and documented; the text of a code is `issue.<code>` of the
 * engine's messages.
 */
export type IssueCode = "required" | "value.type" | "value.notCanonical" | "value.unknown" | "value.inactive" | "text.tooShort" | "text.tooLong" | "text.control" | "text.identityCode" | "format.email" | "format.phone" | "format.identityCode" | "format.identityCodeSynthetic" | "format.businessId" | "format.postalCode" | "format.iban" | "format.oid" | "number.format" | "number.decimals" | "number.tooSmall" | "number.tooLarge" | "date.format" | "date.tooEarly" | "date.tooLate" | "option.unknown" | "option.exclusive" | "selected.tooFew" | "selected.tooMany" | "selected.duplicate" | "code.unknown" | "code.setMissing" | "file.type" | "file.tooLarge" | "file.empty" | "file.tooMany" | "file.content" | "rows.tooFew" | "rows.tooMany" | "check" | "prefill.locked" | "computed.mismatch" | "submission.definition" | "submission.id" | "submission.status" | "submission.date" | "submission.person" | "submission.shown" | "document.json" | "document.shape" | "document.contract" | "definition.id" | "definition.idDuplicate" | "definition.property" | "definition.propertyMissing" | "definition.propertyValue" | "definition.reference" | "expression.function" | "expression.arguments" | "expression.type" | "expression.constant" | "expression.cycle" | "overlay" | "limit.bytes" | "limit.depth" | "limit.count" | "limit.text" | "load.failed" | "send.failed";

/**
 * A question, a text for the reader, or a container of items. Which properties a kind allows is in
 * `KINDS`; others are refused at load.
 */
export interface Item {
  /** `file`: media types allowed, such as `application/pdf`. */
  accept?: string[];
  /** Who may read the answer; taken from the container when empty. */
  audience?: Audience[];
  /** Purpose of the input for autofill, a token of HTML's `autocomplete`. Never for health data. */
  autocomplete?: string;
  /** `search`: name of the code set. */
  codeSet?: string;
  /** What the data is about; taken from the container when absent. */
  dataCategory?: DataCategory;
  /** `number`: most decimals, 0 to 6; 0 when absent. */
  decimals?: number;
  /** `single`: how the options are laid out. */
  display?: Display;
  /** `date`: earliest day allowed, an expression of type date. */
  earliest?: Expression;
  /** `host`: tag name of the host's custom element. */
  element?: string;
  /** The exact text shown is evidence: its SHA-256 is kept in the submission's `shown`. */
  evidence?: boolean;
  /** Free for the host and for tools; no rule reads it. */
  ext?: unknown;
  /** `text`: the format of the value. */
  format?: Format;
  /** Id, unique in the form, lowerCamelCase; key of the answer. */
  id: string;
  /** Answer at the start, before prefill: a text, number or list of texts. */
  initial?: unknown;
  /** `group`, `repeat`: the items inside. */
  items?: Item[];
  /** What this item is. */
  kind: Kind;
  /** `date`: latest day allowed, an expression of type date. */
  latest?: Expression;
  /** `group`: how the items inside are laid out; one under the other when absent. */
  layout?: Layout;
  /** `number`, `scale`: greatest value. */
  max?: number;
  /** `file`: greatest size of one file, bytes. */
  maxBytes?: number;
  /** `file`: most files; 1 when absent. */
  maxFiles?: number;
  /** `text`, `longText`: most characters (Unicode scalar values). */
  maxLength?: number;
  /** `repeat`: most rows. */
  maxRows?: number;
  /** `multiple`, `search` with `several`: most choices. */
  maxSelected?: number;
  /** `number`, `scale`: least value. */
  min?: number;
  /** `text`, `longText`: fewest characters (Unicode scalar values). */
  minLength?: number;
  /** `repeat`: fewest rows, once there is one. */
  minRows?: number;
  /** `multiple`, `search` with `several`: fewest choices, once one is made. */
  minSelected?: number;
  /** `single`, `multiple`: name of the option set. */
  optionSet?: string;
  /** `date`: day when absent. */
  precision?: DatePrecision;
  /** Whether an answer is required while active: `true` or a Boolean expression. */
  required?: Expression;
  /** `search`: several codes may be chosen; the answer is a list. */
  several?: boolean;
  /** Special-category data (GDPR art. 9); holds for everything inside. */
  specialCategory?: boolean;
  /** `note`: how much the text stands out. */
  tone?: Tone;
  /**
   * Active only while this Boolean expression is true. Inactive: kept in the draft, absent from the
   * submission, not checked.
   */
  when?: Expression;
}

/** One answer as it is stored. */
export interface ItemAnswer {
  /** The answer. */
  answer: unknown;
  /** Place in the voice's `rounds`. */
  round: number;
  /** Place in `voices`. */
  voice: number;
}

/** Change to one item: it can only become stricter or hidden. */
export interface ItemOverlay {
  /** Not asked at all. Refused for items that are required or that rules refer to. */
  hide?: boolean;
  /** Greatest size of a file, bytes; at most the shipped number. */
  maxBytes?: number;
  /** Most files; at most the shipped number. */
  maxFiles?: number;
  /** Most characters; at most the shipped number. */
  maxLength?: number;
  /** Most choices; at most the shipped number. */
  maxSelected?: number;
  /** Required whenever active. */
  required?: boolean;
}

/** Texts of an item. */
export interface ItemTexts {
  /** `repeat`: label of the button that adds a row. */
  add?: string;
  /** Help under the label, Markdown subset. */
  hint?: string;
  /** The question, or the heading of a group; empty for a note without a heading. */
  label?: string;
  /** `scale`: wording of the greatest value. */
  maxLabel?: string;
  /** `scale`: wording of the least value. */
  minLabel?: string;
  /** Text of the issue when a required answer is missing, instead of the engine's. */
  required?: string;
  /** `repeat`: name of one row, such as "Education"; `{number}` is its place. */
  row?: string;
  /** `note`: the text, Markdown subset. */
  text?: string;
  /** `number`: unit after the input. */
  unit?: string;
}

/** One item with what each voice answered. */
export interface ItemView {
  /** Answers by voice and round. */
  answers: ItemAnswer[];
  /** Changes between the rounds of a voice. */
  changes?: Change[];
  /** Id of the item. */
  item: string;
}

/**
 * What an item is. Closed: exactly two exhaustive matches exist, the checks here and the views in
 * `guidance-components`.
 */
export type Kind = "text" | "longText" | "number" | "date" | "single" | "multiple" | "scale" | "search" | "file" | "note" | "group" | "repeat" | "host";

/** Layout of a `group`. */
export type Layout = "matrix";

/** A named quantity: the mean of some items' numbers, or an expression. */
export interface Measure {
  /** Who may read it; empty: whoever may read all that it rests on. It can only narrow. */
  audience?: Audience[];
  /** Name of the band set. */
  bandSet?: string;
  /** Greatest value that is possible. */
  greatest: number;
  /** Id, unique among measures. */
  id: string;
  /**
   * The items that it rests on. Without `value` the measure is the mean of their numbers, rounded half away
   * from zero to one decimal, when at least half of those that were asked have one.
   */
  items: string[];
  /** Least value that is possible. */
  least: number;
  /** Expression that gives the number, instead of the mean. */
  value?: ResultsExpression;
}

/** Measures that are drawn together. */
export interface MeasureGroup {
  /** Id, unique among groups. */
  id: string;
  /** Ids of measures in the order of the chart. */
  measures: string[];
}

/** The value of a measure in one submission. */
export interface MeasureValue {
  /** Items of the measure that were asked. */
  asked: number;
  /** Id of the band that holds it. */
  band?: string;
  /** Whether there was enough to calculate it. */
  calculated: boolean;
  /** Ids of the items that were asked and not answered. */
  missing?: string[];
  /** Items of the measure that have a number. */
  rated: number;
  /** Place in the voice's `rounds`. */
  round: number;
  /** The value; absent without numbers and when not calculated. */
  value?: number;
  /** Place in `voices`. */
  voice: number;
}

/** One measure with what each voice gives it. */
export interface MeasureView {
  /** Name of the band set. */
  bandSet?: string;
  /** Ids of the bands, lowest first. */
  bands?: string[];
  /** Changes between the rounds of a voice: from each round to the next, then from the first to the last. */
  changes?: Change[];
  /** Differences between the base voice and the others, latest rounds. */
  gaps?: Gap[];
  /** Greatest value that is possible. */
  greatest: number;
  /** Id. */
  id: string;
  /** Ids of the items that it rests on. */
  items: string[];
  /** Least value that is possible. */
  least: number;
  /** Where each band ends and the next begins; empty without numbers. */
  limits?: number[];
  /** Its value by voice and round. */
  values: MeasureValue[];
}

/** Prose of one form (or of the engine) in one locale. */
export interface Messages {
  /** Address of this document's JSON Schema. */
  $schema?: "https://guidance-forms.example/schema/messages/1";
  /** Texts of the definition's checks by check id. */
  checks?: Record<string, string>;
  /** Labels of computed values by id. */
  computed?: Record<string, string>;
  /** Id of the form, or `guidance` for the engine's own texts. */
  form: string;
  /** The engine's own texts by key, such as `action.next` or `issue.required`. A form may reword them. */
  interface?: Record<string, string>;
  /** What the form is for, Markdown subset. */
  introduction?: string;
  /** Texts of items by item id. */
  items?: Record<string, ItemTexts>;
  /** BCP 47 tag: `fi`, `sv`, `en`, `fi-x-selko`. */
  locale: string;
  /** Labels of options by option set and option id. */
  optionSets?: Record<string, Record<string, string>>;
  /** Texts of pages by page id. */
  pages?: Record<string, PageTexts>;
  /** Title of the form. */
  title?: string;
  /**
   * The variant that this is, one of the definition's `variants`; it holds only what differs. Without it the texts
   * are for everyone.
   */
  variant?: string;
}

/** Changes from a range of earlier versions. */
export interface Migration {
  /** Major version that the answers come from, such as `1`. */
  from: number;
  /** What changed, in order. */
  steps: MigrationStep[];
}

/** One change of answers between versions. */
export type MigrationStep = {
  rename: {
    /** Old item id. */
    from: string;
    /** New item id. */
    to: string;
  };
} | {
  recode: {
    /** Item whose answer changes. */
    item: string;
    /** Old option id to new option id. */
    options: Record<string, string>;
  };
} | {
  split: {
    /** Old item id. */
    from: string;
    /** New item ids, in order. */
    to: string[];
  };
} | {
  drop: {
    /** Old item id. */
    item: string;
  };
};

/** Fill in, or only read. */
export type Mode = "edit" | "review";

/** One choice of an option set. */
export interface OptionEntry {
  /** Code of a national or international code list that this option stands for. */
  code?: string;
  /** In a `multiple` item: choosing this clears the others ("none of these"). */
  exclusive?: boolean;
  /** The stored value. Opaque and stable; the label is in the messages. */
  id: string;
  /** Offered only while this Boolean expression is true. */
  when?: Expression;
}

/** Changes to a shipped form, merged by item id. */
export interface Overlay {
  /** Extra items. */
  add?: AddedItem[];
  /** Changes to items, by item id. */
  items?: Record<string, ItemOverlay>;
  /** Texts that replace or extend the shipped ones, by locale. */
  messages?: Record<string, Messages>;
  /** New order of the items of a page or group, by its id: all of its item ids. */
  order?: Record<string, string[]>;
}

/** How much is asked at a time. */
export type Pacing = "page" | "question" | "choice";

/** One step of the form. */
export interface Page {
  /** Audience of items that state none. */
  audience?: Audience[];
  /** Data category of items that state none. */
  dataCategory?: DataCategory;
  /** Id, unique among pages and items. */
  id: string;
  /** Items in reading order. */
  items: Item[];
  /** The page exists only while this Boolean expression is true. */
  when?: Expression;
}

/** Texts of a page. */
export interface PageTexts {
  /** Text under the heading, Markdown subset. */
  introduction?: string;
  /** Heading of the page and its name in the step list. */
  title: string;
}

/** An answer known beforehand. */
export interface Prefill {
  /** The person can read but not change it; the server refuses another value. */
  locked?: boolean;
  /** Where it comes from, shown to the person, such as "Student register". */
  source?: string;
  /** The answer. */
  value: unknown;
}

/** Ordered rules over named inputs from several forms: the first that holds gives the outcome. */
export interface ProposalDefinition {
  /** Address of this document's JSON Schema. */
  $schema: "https://guidance-forms.example/schema/proposal/1";
  /** Who is shown it: `counsellor`, `teacher` or `office`, and of these only who may read all inputs. */
  audience: Audience[];
  /** Id of the proposal. */
  id: string;
  /** What the rules look at. */
  inputs: ProposalInput[];
  /** Outcome when no rule holds. */
  otherwise: string;
  /** Rules in order. */
  rules: ProposalRule[];
}

/** A literal, or a function and its arguments, such as `[">=", ["answer", "hours"], 20]`. */
export type ProposalExpression = boolean | number | string | ["answer" | "filled" | "count" | "computed" | "flag" | "codeSet" | "role" | "today" | "date" | "list" | "some" | "every" | "all" | "any" | "not" | "=" | "!=" | "<" | "<=" | ">" | ">=" | "in" | "has" | "overlaps" | "+" | "-" | "*" | "/" | "sum" | "mean" | "min" | "max" | "round" | "if" | "years" | "age" | "addYears" | "addDays" | "identityCodeBirthDate" | "nameParts" | "length" | "year" | "input", ...ProposalExpression[]];

/** A named value from the submissions of one form. */
export interface ProposalInput {
  /**
   * Instead of one value: how many of a list there are for which `value`, a Boolean expression with `"$each"`,
   * holds for at least one voice. Missing when no voice has spoken.
   */
  count?: ForEach;
  /** Id of the form. */
  form: string;
  /** Id, unique among inputs; `["input", id]` in rules. */
  id: string;
  /** Expression over a submission, as in results; of several voices the latest submission with a value counts. */
  value: ResultsExpression;
  /** Voices of the form's results whose latest submissions are looked at; all when empty. */
  voices?: string[];
}

/** One rule. */
export interface ProposalRule {
  /** Id, unique among rules. */
  id: string;
  /** Outcome when it holds. */
  outcome: string;
  /** Boolean expression over `["input", id]`. A missing input makes a comparison false. */
  when: ProposalExpression;
}

/** Prose of a proposal in one locale, for those who guide. Plain language is a locale of its own (`fi-x-selko`). */
export interface ProposalTexts {
  /** Address of this document's JSON Schema. */
  $schema: "https://guidance-forms.example/schema/proposalTexts/1";
  /** Id of the proposal. */
  id: string;
  /** Names of inputs by id. */
  inputs?: Record<string, string>;
  /** What the proposal is for, Markdown subset. */
  introduction?: string;
  /** BCP 47 tag: `fi`, `sv`, `en`, `fi-x-selko`. */
  locale: string;
  /**
   * Short texts of the page: `grounds`, `missing`, `noneMissing`, `noValue`, `holds`, `fails`, `otherwise`,
   * `counted`, `decision`, `noDecision`, `reason`.
   */
  notes?: Record<string, string>;
  /** What the proposal is not: a decision, a validated rule. Stands with every showing of it. */
  notice: string;
  /** Names of outcomes by id. */
  outcomes?: Record<string, string>;
  /** What each rule says, by id. */
  rules?: Record<string, string>;
  /** Heading of the proposal. */
  title: string;
  /**
   * Names of values by input id and value as it is written in JSON, without quotation marks: of what has no
   * name, such as `true`, and of options of forms whose texts are not at hand.
   */
  values?: Record<string, Record<string, string>>;
}

/** A proposal for one person. Decision support: never shown to the person as a result, never a decision. */
export interface ProposalView {
  /** What a human decided. */
  decision?: Decision;
  /** Id of the proposal. */
  id: string;
  /** Every input with its value and grounds. */
  inputs: InputView[];
  /** Ids of inputs that have no value. They made no comparison true. */
  missing?: string[];
  /** What is proposed. */
  outcome: string;
  /** Id of the rule that gave it; absent when none did. */
  rule?: string;
  /** The rules up to the one that gave the outcome. */
  rules: RuleView[];
  /** Always false: rules and thresholds have not been tried in research. */
  validated: boolean;
}

/** To whom a text speaks. */
export type Register = "student" | "counsellor";

/** Ordered issues; empty when all is well. */
export interface Report {
  /** In the order of the definition. */
  issues: Issue[];
}

/** Prose of a form's results in one locale. Plain language is a locale of its own (`fi-x-selko`). */
export interface ResultTexts {
  /** Address of this document's JSON Schema. */
  $schema: "https://guidance-forms.example/schema/resultTexts/1";
  /** Names of bands by band set and band id. */
  bandSets?: Record<string, Record<string, Wording>>;
  /** Texts of findings by id; `{subject}` is the label of the item or measure that one is about. */
  findings?: Record<string, Wording>;
  /** Id of the form. */
  form: string;
  /** Headings of the profiles by group id. */
  groups?: Record<string, string>;
  /** What the results are for, Markdown subset. */
  introduction?: Wording;
  /** BCP 47 tag: `fi`, `sv`, `en`, `fi-x-selko`. */
  locale: string;
  /** Names of measures by id. */
  measures?: Record<string, string>;
  /**
   * Short texts of the page: `notCalculated`, `withheld`, `gapHigher`, `gapLower`, `gapSame`, `changeHigher`,
   * `changeLower`, `changeSame`, `grounds`, `missing`.
   */
  notes?: Record<string, Wording>;
  /** What the results are not: a test, a diagnosis, a decision. Stands with every showing of them. */
  notice: Wording;
  /** Texts of sections by id. */
  sections?: Record<string, SectionTexts>;
  /** Heading of the results. */
  title: string;
  /** Names of voices by id. */
  voices?: Record<string, Wording>;
}

/**
 * What one showing of results decides. Either `view`, which a server has cut to its reader, or `submissions`, of
 * which the browser makes the view by the same rules: then the page has answers that its reader may not see.
 */
export interface ResultsConfig {
  /** Address of this document's JSON Schema. */
  $schema?: "https://guidance-forms.example/schema/resultsConfig/1";
  /** Who reads a view that is made of submissions. */
  audience?: Audience;
  /** The reader, as `author` stands in what they wrote. */
  author?: string;
  /** Code sets of the host, by name. */
  codeSets?: Record<string, CodeSet>;
  /** Where a missing text is taken from, in order; `["en"]` when empty. */
  fallbackLocales?: string[];
  /** Host flags that were on for every submission. */
  flags?: string[];
  /** BCP 47 tag of the texts; the page's language when absent. */
  locale?: string;
  /** Locales that the reader may switch to; no switch when empty. */
  locales?: string[];
  /** Whether every reader of a view that is made of submissions sees numbers. */
  numbers?: boolean;
  /** Changes to the shipped definition and messages, as in the config of the form. */
  overlay?: Overlay;
  /** A proposal to show along, for staff. */
  proposal?: ProposalView;
  /** To whom the texts speak; by the audience when absent. */
  register?: Register;
  /** Whose wording of the questions is shown, for forms that word them by role. */
  role?: Role;
  /** Ids of submissions of which the host knows that they have been talked through with the person since. */
  shared?: string[];
  /** Whom the results are about; submissions about anybody else are not read. */
  subject?: string;
  /** Instead of a view: the submissions that one is made of. */
  submissions?: Submission[];
  /** Colours. */
  theme?: Theme;
  /** The view, made by the host's server. */
  view?: ResultsView;
}

/**
 * How submissions of one form are read together. Holds no prose: that is in
 * `ResultTexts`.
 */
export interface ResultsDefinition {
  /** Address of this document's JSON Schema. */
  $schema: "https://guidance-forms.example/schema/results/1";
  /** Named lists of bands, lowest first. */
  bandSets?: Record<string, Band[]>;
  /** How voices are compared. */
  compare?: Compare;
  /** The day that a submission speaks of, an expression of type date; the day of answering when absent. */
  date?: ResultsExpression;
  /** How a stored submission tells which host flags were on when it was filled in. */
  flags?: FlagRule[];
  /** Id of the form whose submissions are read. */
  form: string;
  /** Measures that are drawn together in a profile. */
  groups?: MeasureGroup[];
  /** Named quantities. */
  measures?: Measure[];
  /** Who sees numbers; everyone else sees words. Nobody when empty. */
  numbers?: Audience[];
  /** A `single` item whose answer names the round, such as "start" or "end". */
  phase?: string;
  /** What there is to say, in the order of the talk: strengths first. */
  sections?: Section[];
  /** Numbers of options, by option set and option id. An option that is not named has none: "I cannot say". */
  values?: Record<string, Record<string, number>>;
  /** Major versions of the form's definition that this document understands. */
  versions: number[];
  /** Who may speak; the first whose condition holds has the submission. One voice, `answers`, when empty. */
  voices?: Voice[];
}

/** A literal, or a function and its arguments, such as `[">=", ["answer", "hours"], 20]`. */
export type ResultsExpression = boolean | number | string | ["answer" | "filled" | "count" | "computed" | "flag" | "codeSet" | "role" | "today" | "date" | "list" | "some" | "every" | "all" | "any" | "not" | "=" | "!=" | "<" | "<=" | ">" | ">=" | "in" | "has" | "overlaps" | "+" | "-" | "*" | "/" | "sum" | "mean" | "min" | "max" | "round" | "if" | "years" | "age" | "addYears" | "addDays" | "identityCodeBirthDate" | "nameParts" | "length" | "year" | "measure" | "band", ...ResultsExpression[]];

/** Results for one reader. Pure data: ids, numbers and stored answers; texts are found by id. */
export interface ResultsView {
  /** Whose view this is. */
  audience: Audience;
  /** Id of the form. */
  form: string;
  /** Profiles to draw. */
  groups: GroupView[];
  /** The items of these measures, in the order of the form. */
  items: ItemView[];
  /** Measures in the order of the document, those that the reader may read. */
  measures: MeasureView[];
  /** Whether values and differences have numbers; else there are words (bands and directions) only. */
  numbers: boolean;
  /** Id of the item whose answers name the rounds. */
  phase?: string;
  /** Findings in the order of the talk. */
  sections: SectionView[];
  /** Version of the definition that ids belong to. */
  version: string;
  /** Who speaks, the base of the comparison first. */
  voices: VoiceView[];
}

/** Who fills in or reads. */
export type Role = "student" | "guardian" | "employer" | "staff" | "funder";

/** One submission of a voice. */
export interface RoundView {
  /** The day that it speaks of, `YYYY-MM-DD`. */
  date: string;
  /** The answer of the document's `phase` item. */
  phase?: string;
  /** Id of the submission. */
  submission: string;
  /** Not shown to this reader yet: the share rule does not hold. Nothing of it is in the view. */
  withheld?: boolean;
}

/** A rule that was looked at. */
export interface RuleView {
  /** Whether it holds. */
  holds: boolean;
  /** Id. */
  id: string;
  /** Ids of the inputs that it looks at. */
  inputs: string[];
  /** What it would propose. */
  outcome: string;
}

/** Findings under one heading. */
export interface Section {
  /** What may be found. */
  findings: Finding[];
  /** Id, unique among sections. */
  id: string;
}

/** Texts of a section. */
export interface SectionTexts {
  /** What stands there when nothing was found. */
  empty?: Wording;
  /** Text under the heading. */
  introduction?: Wording;
  /** Heading. */
  title: Wording;
}

/** Findings under one heading. */
export interface SectionView {
  /** Findings, the greatest priority first. */
  findings: FindingView[];
  /** Id. */
  id: string;
}

/** How bad an issue is. */
export type Severity = "error" | "warning" | "information";

/** A submission of some voices is withheld from some audiences until a condition holds. */
export interface Share {
  /** From whom their submissions are withheld. */
  audience: Audience[];
  /** Voices that the rule is about. */
  voices: string[];
  /** Boolean expression over the submission itself. */
  when: ResultsExpression;
}

/** The grounds in one submission. */
export interface SourceTrace {
  /** The day that the submission speaks of, `YYYY-MM-DD`. */
  date: string;
  /** Who filled in. */
  role: Role;
  /** Id of the submission. */
  submission: string;
  /** What was looked at and found. */
  trace: Trace;
  /** Id of the voice. */
  voiceId: string;
}

/** State of a submission. */
export type Status = "draft" | "submitted";

/** The item or measure that a finding is about. */
export interface Subject {
  /** Its id. */
  id: string;
  /** What it is. */
  kind: Each;
}

/** A draft or finished set of answers. */
export interface Submission {
  /** Address of this document's JSON Schema. */
  $schema: "https://guidance-forms.example/schema/submission/1";
  /** The day that the rules took for today, `YYYY-MM-DD`. */
  answeredOn: string;
  /** The answers. */
  answers: Record<string, unknown>;
  /** Who filled in: the host's own reference. */
  author?: string;
  /** Computed values by id. */
  computed?: Record<string, unknown>;
  /** The definition that was answered. */
  definition: DefinitionReference;
  /** UUID made by the sender; the receiver answers the same receipt for the same body. */
  id: string;
  /** Locale of the texts when it was sent. */
  locale: string;
  /** Who filled in. */
  role: Role;
  /** For items with `evidence`: `sha256-<hex>` of the exact text shown, by item id. */
  shown?: Record<string, string>;
  /** Draft or submitted. */
  status: Status;
  /** Whom the answers are about: the host's own reference. */
  subject?: string;
}

/** What a receiver answers to a submission that it has stored. */
export interface SubmitReply {
  /** The submission's id, once it is stored for good. */
  id?: string;
  /** When it was stored, RFC 3339 in UTC. */
  received?: string;
  /** A number that the person can quote. */
  reference?: string;
  /** Issues: nothing was stored when one of them is an error. */
  report?: Report;
}

/** Whether identity codes of the test range (individual number 900–999) are accepted. */
export type SyntheticIdentityCodes = "refuse" | "warn" | "accept";

/** Colours. */
export type Theme = "auto" | "light" | "dark" | "contrast";

/** How much a note stands out. */
export type Tone = "plain" | "information" | "warning";

/** Why something is said: what one voice answered. */
export interface Trace {
  /** What the rule looked at and found. */
  grounds: Ground[];
  /** Ids of the items that the rule would have looked at, which were asked and not answered. */
  missing?: string[];
  /** Place in the voice's `rounds`. */
  round: number;
  /** Place in `voices`. */
  voice: number;
}

/** One of those who speak about the same person. */
export interface Voice {
  /** Who may hear this voice; of its answers they read those that the form's items allow them. */
  audience: Audience[];
  /** Id, unique among voices. */
  id: string;
  /** A `text` item whose answer is the name of who speaks. */
  name?: string;
  /** Each author is a voice of its own; otherwise all submissions of this voice are rounds of one. */
  perAuthor?: boolean;
  /**
   * Whoever wrote a submission reads it again whole, whatever the items' audiences: for people outside of the
   * school, who read nothing else.
   */
  readByAuthor?: boolean;
  /** Boolean expression over a submission: whether it is of this voice. Every one when absent. */
  when?: ResultsExpression;
}

/** One who speaks, with the rounds in which they did. */
export interface VoiceView {
  /** The host's reference to the author of the latest round, for those who guide and for authors themselves. */
  author?: string;
  /** Id of the voice in the document; several may have it when each author is a voice. */
  id: string;
  /** The name that the latest round gives. */
  name?: string;
  /** Who filled in. */
  role: Role;
  /** Submissions in the order of their days. */
  rounds: RoundView[];
}

/** One text in two registers. */
export interface Wording {
  /** To those who guide; the student's text when empty. */
  counsellor?: string;
  /** To the person whom the answers are about, and to everyone without a text of their own. */
  student: string;
}
