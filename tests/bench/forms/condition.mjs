/**
 * Conditions of a definition, translated for the pages that the form is compared with.
 *
 * Each page asks as a student without flags, and no page but ours computes: what depends on a role, a flag, a
 * computed value or the rows of a repeat is decided beforehand, as it is for empty answers. So the other pages have
 * less to do, never more.
 */

/** A condition with everything decided that can be: `true`, `false`, or an expression over answers alone. */
export function settle(expression) {
  if (typeof expression === "boolean") return expression;
  const [operator, ...operands] = expression;
  switch (operator) {
    case "all":
    case "any": {
      const decisive = operator === "any";
      const parts = operands.map(settle);
      if (parts.includes(decisive)) return decisive;
      const open = parts.filter((part) => part !== !decisive);
      return open.length === 0 ? !decisive : open.length === 1 ? open[0] : [operator, ...open];
    }
    case "not": {
      const part = settle(operands[0]);
      return typeof part === "boolean" ? !part : ["not", part];
    }
    case "flag":
    case "codeSet":
    case "computed":
    case "some":
      return false;
    case "=":
    case "!=":
      if (isAnswer(operands[0]) && typeof operands[1] === "string") return expression;
      if (operands[0][0] === "role") return (operands[1] === "student") === (operator === "=");
      return operator === "!=";
    case "in":
    case "has":
    case "overlaps":
    case "filled":
      return isAnswer(operands[0]) ? expression : false;
    case "<":
    case "<=":
    case ">":
    case ">=":
      if (operands.some((operand) => Array.isArray(operand) && operand[0] === "computed")) return false;
  }
  throw new Error(`no translation for the condition ${JSON.stringify(expression)}`);
}

const isAnswer = (operand) => Array.isArray(operand) && operand[0] === "answer";

/** The source of a JavaScript expression over `answers`, an object of texts and lists of texts by id. */
export function script(expression) {
  const [operator, ...operands] = expression;
  const answer = () => `answers.${operands[0][1]}`;
  switch (operator) {
    case "all": return `(${operands.map(script).join(" && ")})`;
    case "any": return `(${operands.map(script).join(" || ")})`;
    case "not": return `!${script(operands[0])}`;
    case "=": return `${answer()} === ${JSON.stringify(operands[1])}`;
    case "!=": return `${answer()} !== ${JSON.stringify(operands[1])}`;
    case "in": return `${JSON.stringify(operands[1].slice(1))}.includes(${answer()})`;
    case "has": return `${answer()}?.includes(${JSON.stringify(operands[1])})`;
    case "overlaps": return `${JSON.stringify(operands[1].slice(1))}.some((one) => ${answer()}?.includes(one))`;
    case "filled": return `Boolean(${answer()}?.length)`;
  }
  throw new Error(`no script for ${operator}`);
}

/** The same in the expression language of SurveyJS. */
export function survey(expression) {
  const [operator, ...operands] = expression;
  const answer = () => `{${operands[0][1]}}`;
  const text = (value) => `'${value}'`;
  switch (operator) {
    case "all": return `(${operands.map(survey).join(" and ")})`;
    case "any": return `(${operands.map(survey).join(" or ")})`;
    case "not": return `!(${survey(operands[0])})`;
    case "=": return `${answer()} = ${text(operands[1])}`;
    case "!=": return `${answer()} != ${text(operands[1])}`;
    case "in": return `[${operands[1].slice(1).map(text).join(", ")}] contains ${answer()}`;
    case "has": return `${answer()} contains ${text(operands[1])}`;
    case "overlaps": return `${answer()} anyof [${operands[1].slice(1).map(text).join(", ")}]`;
    case "filled": return `${answer()} notempty`;
  }
  throw new Error(`no SurveyJS expression for ${operator}`);
}

/** Name of the property that stands for one option of a `multiple` item in the data of JSON Forms. */
export const optionProperty = (item, option) => `${item}_${option}`;

/** The same as a JSON Schema over all data, which a rule of JSON Forms tests at the scope `#`. */
export function schema(expression) {
  const [operator, ...operands] = expression;
  const property = (name, value) => ({ properties: { [name]: value }, required: [name] });
  const item = () => operands[0][1];
  switch (operator) {
    case "all": return { allOf: operands.map(schema) };
    case "any": return { anyOf: operands.map(schema) };
    case "not": return { not: schema(operands[0]) };
    case "=": return property(item(), { const: operands[1] });
    case "!=": return { not: property(item(), { const: operands[1] }) };
    case "in": return property(item(), { enum: operands[1].slice(1) });
    case "has": return property(optionProperty(item(), operands[1]), { const: true });
    case "overlaps":
      return { anyOf: operands[1].slice(1).map((one) => property(optionProperty(item(), one), { const: true })) };
    case "filled": return property(item(), { minLength: 1 });
  }
  throw new Error(`no schema for ${operator}`);
}
