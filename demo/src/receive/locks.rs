//! Register values that a sender was not given, compared on the server alone.
//!
//! A guardian is not told the child's identity code or whether the child has non-disclosure (turvakielto), so a wrong
//! answer of hers must not be refused: the refusals would let her guess. What she sends is stored, and the office is
//! told what differs. Non-disclosure is the exception: there the register's word is stored and the address is not, with
//! the same receipt as ever. Somebody from whom the address is hidden could else put the school at ease with another
//! one, or learn from a refusal that there is something to hide; and a leaked address cannot be taken back.

use crate::person::RegisterEntry;
use crate::register;
use crate::store::flags::{Flag, FlagKind};
use guidance_contract::{Answers, Config, Context, Form, Kind, Place, PlainDate, Submission};
use serde_json::Value;

const NON_DISCLOSURE: &str = "protectedContact";

/// Compares a checked submission with the register, and makes it what is to be stored.
pub fn apply(
    form: &Form,
    entry: &RegisterEntry,
    config: &Config,
    today: PlainDate,
    submission: &mut Submission,
) -> Vec<Flag> {
    let mut flags = Vec::new();
    let mut is_changed = false;
    for (item, value) in register::locked(form, entry) {
        // What the sender was given has been checked as her config says.
        let Some(index) = form.find(item).filter(|_| !config.prefill.contains_key(item)) else { continue };
        let value = form.normalise(index, &value);
        match submission.answers.get_mut(item) {
            Some(answer) if *answer != value => {
                if item == NON_DISCLOSURE {
                    *answer = value;
                    is_changed = true;
                } else {
                    flags.push(Flag { item: item.to_owned(), kind: FlagKind::Differs });
                }
            }
            _ => {}
        }
    }
    if entry.is_non_disclosed() {
        for item in register::ADDRESS {
            is_changed |= submission.answers.remove(*item).is_some();
        }
    }
    if is_changed {
        fit(form, config, today, submission);
        flags.push(Flag { item: NON_DISCLOSURE.to_owned(), kind: FlagKind::AddressRemoved });
    }
    flags
}

/// Makes the rest of a submission what the form's rules give for its changed answers.
fn fit(form: &Form, config: &Config, today: PlainDate, submission: &mut Submission) {
    let mut context = Context::new(config, today);
    if let Some(day) = PlainDate::parse_iso(&submission.answered_on) {
        context.today = day;
    }
    // What is taken away may be what another answer depends on; each round takes something, or is the last.
    loop {
        let fitting = form.active_answers(&offered(form, &submission.answers, &context), &context);
        if fitting == submission.answers {
            break;
        }
        submission.answers = fitting;
    }
    let evaluation = form.evaluate(&submission.answers, &context);
    submission.computed = evaluation.computed();
    submission
        .shown
        .retain(|id, _| form.find(id).is_some_and(|item| evaluation.is_active(Place { item, row: None })));
}

/// The answers without options that are not offered.
fn offered(form: &Form, answers: &Answers, context: &Context) -> Answers {
    let evaluation = form.evaluate(answers, context);
    let is_offered = |item, option: &Value| {
        option.as_str().is_some_and(|option| evaluation.is_offered(Place { item, row: None }, option))
    };
    let mut kept = answers.clone();
    for (index, node) in form.items().filter(|(_, node)| node.repeat.is_none()) {
        let id = node.item.id.as_str();
        match (node.item.kind, kept.get_mut(id)) {
            (Kind::Single, Some(option)) if !is_offered(index, option) => drop(kept.remove(id)),
            (Kind::Multiple, Some(Value::Array(options))) => {
                options.retain(|option| is_offered(index, option));
                if options.is_empty() {
                    kept.remove(id);
                }
            }
            _ => {}
        }
    }
    kept
}
