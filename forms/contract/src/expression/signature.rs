//! The functions of expressions: names, numbers and types of arguments, and what comes out. A table: it is
//! data, where matches over names and types would be code.

use super::{Function, Type};

/// What a function takes and gives.
pub(super) struct Signature {
    pub(super) name: &'static str,
    pub(super) function: Function,
    /// Least and greatest number of arguments.
    pub(super) count: (usize, usize),
    /// Type of the first argument and of the others.
    pub(super) arguments: [Type; 2],
    pub(super) result: Type,
}

/// A row of the table of functions.
const fn signature(
    name: &'static str,
    function: Function,
    count: (usize, usize),
    arguments: [Type; 2],
    result: Type,
) -> Signature {
    Signature { name, function, count, arguments, result }
}

/// Most arguments of a function that takes any number.
const MANY: usize = 50;

/// Every function whose arguments are expressions.
pub(super) const SIGNATURES: &[Signature] = {
    use Function as F;
    use Type::{Boolean, Date, Number, Text, Texts};
    &[
        signature("all", F::All, (1, MANY), [Boolean; 2], Boolean),
        signature("any", F::Any, (1, MANY), [Boolean; 2], Boolean),
        signature("not", F::Not, (1, 1), [Boolean; 2], Boolean),
        signature("=", F::Equal, (2, 2), [Text; 2], Boolean),
        signature("!=", F::NotEqual, (2, 2), [Text; 2], Boolean),
        signature("<", F::Less, (2, 2), [Number; 2], Boolean),
        signature("<=", F::LessOrEqual, (2, 2), [Number; 2], Boolean),
        signature(">", F::Greater, (2, 2), [Number; 2], Boolean),
        signature(">=", F::GreaterOrEqual, (2, 2), [Number; 2], Boolean),
        signature("in", F::In, (2, 2), [Text, Texts], Boolean),
        signature("has", F::Has, (2, 2), [Texts, Text], Boolean),
        signature("overlaps", F::Overlaps, (2, 2), [Texts; 2], Boolean),
        signature("+", F::Add, (2, MANY), [Number; 2], Number),
        signature("-", F::Subtract, (2, 2), [Number; 2], Number),
        signature("*", F::Multiply, (2, MANY), [Number; 2], Number),
        signature("/", F::Divide, (2, 2), [Number; 2], Number),
        signature("sum", F::Sum, (1, MANY), [Number; 2], Number),
        signature("mean", F::Mean, (1, MANY), [Number; 2], Number),
        signature("min", F::Minimum, (1, MANY), [Number; 2], Number),
        signature("max", F::Maximum, (1, MANY), [Number; 2], Number),
        signature("round", F::Round, (2, 2), [Number; 2], Number),
        signature("if", F::If, (3, 3), [Boolean; 2], Boolean),
        signature("years", F::Years, (2, 2), [Date; 2], Number),
        signature("age", F::Age, (1, 1), [Date; 2], Number),
        signature("addYears", F::AddYears, (2, 2), [Date, Number], Date),
        signature("addDays", F::AddDays, (2, 2), [Date, Number], Date),
        signature("identityCodeBirthDate", F::IdentityCodeBirthDate, (1, 1), [Text; 2], Date),
        signature("nameParts", F::NameParts, (1, 1), [Text; 2], Texts),
        signature("length", F::Length, (1, 1), [Text; 2], Number),
        signature("year", F::Year, (1, 1), [Date; 2], Number),
    ]
};

/// The names that an author may write, for the hint of an unknown one.
pub(crate) const FUNCTION_NAMES: &str = "answer, filled, count, computed, flag, codeSet, role, today, date, list, some, every, all, \
    any, not, =, !=, <, <=, >, >=, in, has, overlaps, +, -, *, /, sum, mean, min, max, round, if, years, age, \
    addYears, addDays, identityCodeBirthDate, nameParts, length or year";
