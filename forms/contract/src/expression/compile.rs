//! From JSON to compiled expressions: names, types and arguments are checked here, once.

use super::signature::{FUNCTION_NAMES, SIGNATURES, Signature};
use super::{Expression, Function, Index, Type};
use crate::json::{inside, numbered};
use crate::{Issue, IssueCode, PlainDate, Report, Table};
use serde_json::Value as Json;

/// What an id of the form stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Symbol {
    /// An item: its place, the type of its answer (none for notes and groups) and the repeat it is in.
    Item { index: Index, answer: Option<Type>, repeat: Option<Index> },
    /// A computed value and its type, once known.
    Computed { index: usize, answer: Option<Type> },
}

/// Everything that an expression may refer to.
#[derive(Debug, Default)]
pub(crate) struct Names {
    pub(crate) symbols: Table<String, Symbol>,
    /// Option ids of `single` and `multiple` items, to refuse comparisons with an option that is not there.
    pub(crate) options: Table<Index, Vec<String>>,
}

/// Compiles expressions and collects what is wrong with them.
pub(crate) struct Compiler<'a> {
    pub(crate) names: &'a Names,
    pub(crate) report: &'a mut Report,
    /// The repeat whose row is at hand.
    pub(crate) repeat: Option<Index>,
}

type Compiled = Option<(Expression, Type)>;

impl Compiler<'_> {
    /// Compiles `json` and insists on a type. Pushes issues and gives nothing when it cannot.
    pub(crate) fn expect(&mut self, json: &Json, pointer: &str, expected: Type) -> Option<Expression> {
        let (expression, found) = self.compile(json, pointer)?;
        if found != expected {
            self.mismatch(pointer, found, expected.name());
            return None;
        }
        Some(expression)
    }

    /// Compiles a condition: a Boolean expression that is not the same for everybody.
    pub(crate) fn condition(&mut self, json: &Json, pointer: &str) -> Option<Expression> {
        let expression = self.expect(json, pointer, Type::Boolean)?;
        let mut varies = false;
        expression.walk(&mut |part| {
            varies |= matches!(
                part,
                Expression::Answer(_)
                    | Expression::Computed(_)
                    | Expression::Flag(_)
                    | Expression::Role
                    | Expression::Today
                    | Expression::Filled(_)
                    | Expression::Count(_)
                    | Expression::Rows { .. }
            );
        });
        if !varies {
            self.report.refuse(
                pointer,
                IssueCode::ExpressionConstant,
                &shorten(json),
                "a condition that depends on an answer, a flag, the role or the day",
            );
            return None;
        }
        Some(expression)
    }

    /// Compiles any expression.
    pub(crate) fn compile(&mut self, json: &Json, pointer: &str) -> Compiled {
        match json {
            Json::Bool(value) => Some((Expression::Boolean(*value), Type::Boolean)),
            Json::Number(value) => Some((Expression::Number(value.as_f64()?), Type::Number)),
            Json::String(value) => Some((Expression::Text(value.clone()), Type::Text)),
            Json::Array(parts) => match parts.split_first() {
                Some((Json::String(name), arguments)) => self.call(name, arguments, pointer),
                _ => self.refuse_shape(json, pointer),
            },
            Json::Null | Json::Object(_) => self.refuse_shape(json, pointer),
        }
    }

    fn refuse_shape(&mut self, json: &Json, pointer: &str) -> Compiled {
        self.report.refuse(
            pointer,
            IssueCode::Shape,
            &shorten(json),
            "a literal or an array such as [\"=\", [\"answer\", \"id\"], \"yes\"]",
        );
        None
    }

    fn mismatch(&mut self, pointer: &str, found: Type, expected: &str) {
        self.report.refuse(pointer, IssueCode::ExpressionType, found.name(), expected);
    }

    fn arguments_issue(&mut self, pointer: &str, found: usize, expected: &str) {
        self.report.push(
            Issue::error(pointer, IssueCode::ExpressionArguments)
                .with("found", found)
                .with("expected", expected),
        );
    }

    fn call(&mut self, name: &str, arguments: &[Json], pointer: &str) -> Compiled {
        match name {
            "answer" | "filled" | "count" | "computed" | "flag" | "codeSet" | "date" | "some" | "every"
            | "role" | "today" | "list" => self.special(name, arguments, pointer),
            _ => {
                let Some(signature) = SIGNATURES.iter().find(|signature| signature.name == name) else {
                    self.report.refuse(
                        &inside(pointer, "0"),
                        IssueCode::ExpressionFunction,
                        name,
                        FUNCTION_NAMES,
                    );
                    return None;
                };
                let (least, most) = signature.count;
                if arguments.len() < least || arguments.len() > most {
                    let expected = match (least, most) {
                        (least, most) if least == most => format!("{least}"),
                        (least, most) => format!("{least} to {most}"),
                    };
                    self.arguments_issue(pointer, arguments.len(), &expected);
                    return None;
                }
                let mut compiled = Vec::with_capacity(arguments.len());
                let mut types = Vec::with_capacity(arguments.len());
                let mut complete = true;
                for (place, argument) in arguments.iter().enumerate() {
                    match self.compile(argument, &numbered(pointer, place + 1)) {
                        Some((expression, found)) => {
                            compiled.push(expression);
                            types.push(found);
                        }
                        None => complete = false,
                    }
                }
                if !complete {
                    return None;
                }
                let result = self.check_types(signature, &types, pointer)?;
                self.check_options(signature.function, &compiled, pointer)?;
                Some((Expression::Call(signature.function, compiled), result))
            }
        }
    }

    fn special(&mut self, name: &str, arguments: &[Json], pointer: &str) -> Compiled {
        match (name, arguments) {
            ("role", []) => Some((Expression::Role, Type::Text)),
            ("today", []) => Some((Expression::Today, Type::Date)),
            ("list", texts) if texts.iter().all(Json::is_string) => Some((
                Expression::Texts(texts.iter().filter_map(Json::as_str).map(str::to_owned).collect()),
                Type::Texts,
            )),
            ("list", _) => self.refuse_shape(&Json::Array(arguments.to_vec()), pointer),
            ("codeSet", [Json::String(set)]) => {
                Some((Expression::Flag(crate::context::code_set_flag(set)), Type::Boolean))
            }
            ("flag", [Json::String(flag)]) => Some((Expression::Flag(flag.clone()), Type::Boolean)),
            ("date", [Json::String(text)]) => match PlainDate::parse_iso(text) {
                Some(date) => Some((Expression::Date(date), Type::Date)),
                None => {
                    self.report.refuse(&inside(pointer, "1"), IssueCode::Date, text.as_str(), "YYYY-MM-DD");
                    None
                }
            },
            ("answer", [Json::String(id)]) => {
                let (index, found) = self.item(id, &inside(pointer, "1"))?;
                Some((Expression::Answer(index), found))
            }
            ("filled", [argument]) => {
                let (index, _) = self.answer_argument(argument, &inside(pointer, "1"))?;
                Some((Expression::Filled(index), Type::Boolean))
            }
            ("count", [argument]) => {
                let pointer = inside(pointer, "1");
                let (index, found) = self.answer_argument(argument, &pointer)?;
                if !matches!(found, Type::Texts | Type::Rows | Type::Files) {
                    self.mismatch(&pointer, found, "list of texts, rows or files");
                    return None;
                }
                Some((Expression::Count(index), Type::Number))
            }
            ("computed", [Json::String(id)]) => match self.names.symbols.get(id) {
                Some(Symbol::Computed { index, answer: Some(answer) }) => {
                    Some((Expression::Computed(*index), *answer))
                }
                _ => self.unknown(id, &inside(pointer, "1"), "id of a computed value that is defined before"),
            },
            ("some" | "every", [Json::String(id), condition]) => {
                let (repeat, found) = self.item(id, &inside(pointer, "1"))?;
                if found != Type::Rows {
                    self.mismatch(&inside(pointer, "1"), found, Type::Rows.name());
                    return None;
                }
                let outer = self.repeat.replace(repeat);
                let condition = self.expect(condition, &inside(pointer, "2"), Type::Boolean);
                self.repeat = outer;
                let condition = Box::new(condition?);
                Some((Expression::Rows { every: name == "every", repeat, condition }, Type::Boolean))
            }
            ("role" | "today", _) => {
                self.arguments_issue(pointer, arguments.len(), "0");
                None
            }
            ("some" | "every", _) => {
                self.arguments_issue(pointer, arguments.len(), "the id of a repeat and a condition");
                None
            }
            _ => {
                self.arguments_issue(pointer, arguments.len(), "1 text");
                None
            }
        }
    }

    fn answer_argument(&mut self, json: &Json, pointer: &str) -> Option<(Index, Type)> {
        if let Json::Array(parts) = json
            && let [Json::String(name), Json::String(id)] = parts.as_slice()
            && name == "answer"
        {
            return self.item(id, &inside(pointer, "1"));
        }
        self.report.refuse(pointer, IssueCode::Shape, &shorten(json), "[\"answer\", id]");
        None
    }

    fn item(&mut self, id: &str, pointer: &str) -> Option<(Index, Type)> {
        match self.names.symbols.get(id) {
            Some(Symbol::Item { index, answer: Some(answer), repeat })
                if repeat.is_none() || *repeat == self.repeat =>
            {
                Some((*index, *answer))
            }
            Some(Symbol::Item { repeat: Some(_), .. }) => {
                self.unknown(id, pointer, "an item outside rows, or the rows by \"some\" or \"every\"");
                None
            }
            Some(Symbol::Item { .. }) => {
                self.unknown(id, pointer, "an item that has an answer");
                None
            }
            _ => {
                self.unknown(id, pointer, "the id of an item");
                None
            }
        }
    }

    fn unknown(&mut self, id: &str, pointer: &str, expected: &str) -> Compiled {
        self.report.refuse(pointer, IssueCode::Reference, id, expected);
        None
    }

    fn check_types(&mut self, signature: &Signature, types: &[Type], pointer: &str) -> Option<Type> {
        use Function as F;
        let at = |place: usize| types.get(place).copied().unwrap_or(Type::Any);
        // What these take depends on their first or second argument.
        let (arguments, result) = match signature.function {
            F::Equal | F::NotEqual => match at(0) {
                first @ (Type::Boolean | Type::Number | Type::Text | Type::Date) => {
                    ([first; 3], Type::Boolean)
                }
                _ => ([Type::Text, at(1), at(1)], Type::Boolean),
            },
            F::Less | F::LessOrEqual | F::Greater | F::GreaterOrEqual if at(0) == Type::Date => {
                ([Type::Date; 3], Type::Boolean)
            }
            F::If => ([Type::Boolean, at(1), at(1)], at(1)),
            _ => {
                let [first, others] = signature.arguments;
                ([first, others, others], signature.result)
            }
        };
        let mut fits = true;
        for (place, found) in types.iter().enumerate() {
            let expected = arguments.get(place.min(2)).copied().unwrap_or(Type::Any);
            if *found != expected {
                self.mismatch(&numbered(pointer, place + 1), *found, expected.name());
                fits = false;
            }
        }
        fits.then_some(result)
    }

    /// Refuses comparisons of an answer with an option that its item does not have.
    fn check_options(&mut self, function: Function, arguments: &[Expression], pointer: &str) -> Option<()> {
        if !matches!(
            function,
            Function::Equal | Function::NotEqual | Function::In | Function::Has | Function::Overlaps
        ) {
            return Some(());
        }
        let mut fits = true;
        for (place, argument) in arguments.iter().enumerate() {
            let Expression::Answer(index) = argument else { continue };
            let Some(options) = self.names.options.get(index) else { continue };
            let other = 1 - place.min(1);
            let literals: Vec<&String> = match arguments.get(other) {
                Some(Expression::Text(text)) => vec![text],
                Some(Expression::Texts(texts)) => texts.iter().collect(),
                _ => continue,
            };
            for literal in literals {
                if !options.contains(literal) {
                    self.report.refuse(
                        &numbered(pointer, other + 1),
                        IssueCode::Reference,
                        literal.as_str(),
                        &format!("one of the options {}", options.join(", ")),
                    );
                    fits = false;
                }
            }
        }
        fits.then_some(())
    }
}

/// JSON for a message, cut so that no message grows without bound.
pub(crate) fn shorten(json: &Json) -> String {
    let text = crate::json_text(json);
    match text.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}
