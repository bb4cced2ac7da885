//! Typed expressions: conditions, requirements and computed values.
//!
//! An expression is a JSON array whose first element names a function of a closed set. It is compiled when the
//! form is loaded, where names, types and numbers of arguments are checked; evaluation is total: it has no
//! error and no panic, only a missing value.

mod compile;
mod evaluate;
mod signature;
mod value;

pub(crate) use compile::{Compiler, Names, Symbol, shorten};
pub(crate) use evaluate::Scope;
#[cfg(feature = "schema")]
pub(crate) use signature::FUNCTION_NAMES;
pub(crate) use value::{Texts as TextList, Value, number_to_json};

/// Type of an expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Type {
    Boolean,
    Number,
    Text,
    Date,
    Texts,
    Rows,
    Files,
    /// The host's own JSON: only `filled` may look at it.
    Any,
}

impl Type {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Type::Boolean => "boolean",
            Type::Number => "number",
            Type::Text => "text",
            Type::Date => "date",
            Type::Texts => "list of texts",
            Type::Rows => "rows",
            Type::Files => "files",
            Type::Any => "any",
        }
    }
}

/// Place of an item in the form's list of nodes.
pub(crate) type Index = usize;

/// A compiled expression.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Expression {
    Boolean(bool),
    Number(f64),
    Text(String),
    Date(crate::PlainDate),
    Texts(Vec<String>),
    Answer(Index),
    Computed(usize),
    Flag(String),
    Role,
    Today,
    Filled(Index),
    Count(Index),
    /// Over the rows of a repeat: `every` or some.
    Rows {
        every: bool,
        repeat: Index,
        condition: Box<Expression>,
    },
    Call(Function, Vec<Expression>),
}

/// Functions whose arguments are expressions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Function {
    All,
    Any,
    Not,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    In,
    Has,
    Overlaps,
    Add,
    Subtract,
    Multiply,
    Divide,
    Sum,
    Mean,
    Minimum,
    Maximum,
    Round,
    If,
    Years,
    Age,
    AddYears,
    AddDays,
    IdentityCodeBirthDate,
    NameParts,
    Length,
    Year,
}

impl Expression {
    /// Calls `visit` for this expression and everything inside.
    pub(crate) fn walk(&self, visit: &mut dyn FnMut(&Expression)) {
        visit(self);
        match self {
            Expression::Call(_, arguments) => arguments.iter().for_each(|argument| argument.walk(visit)),
            Expression::Rows { condition, .. } => condition.walk(visit),
            _ => {}
        }
    }
}
