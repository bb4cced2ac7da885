//! What is folded away until it is wanted.

use crate::environment::words;
use crate::tag::tag;
use yew::Html;

/// A native fold. `about` tells folds with the same words apart for those who do not see what stands around them.
pub(super) fn fold(class: &'static str, label: Html, about: &str, content: Vec<Html>) -> Html {
    tag!("details" { "class": class, "part": "fold" } [
        tag!("summary" { "class": "fold-summary" } [
            label,
            if about.is_empty() {
                Html::default()
            } else {
                tag!("span" { "class": "visually-hidden" } [words(&[": ", about].concat())])
            },
        ]),
        tag!("div" { "class": "fold-content" } ..content),
    ])
}
