//! One line of text. Keyboard, autofill and spell checking follow the format.

use super::FieldView;
use super::frame::{self, Line};
use guidance_contract::{Format, ItemNode};
use yew::Html;

pub(super) fn view(field: &FieldView, node: &ItemNode) -> Html {
    let (kind, input_mode, class) = match node.item.format {
        None => ("text", None, "input"),
        Some(Format::Email) => ("email", Some("email"), "input"),
        Some(Format::Phone) => ("tel", Some("tel"), "input input-medium"),
        Some(Format::PostalCode) => ("text", Some("numeric"), "input input-short"),
        Some(Format::IdentityCode | Format::BusinessId) => ("text", None, "input input-medium"),
        Some(Format::Iban | Format::Oid) => ("text", None, "input"),
    };
    // Codes and addresses are not words: no spelling marks, no capitals, no corrections.
    let is_code = node.item.format.is_some();
    let line = Line { kind, input_mode, class, is_word: !is_code, is_corrected: !is_code };
    frame::labelled(field, None, frame::input(field, node, &line, frame::described_by(field, false)))
}
