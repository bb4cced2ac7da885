//! The style sheet: tokens first, then one file per part of the page.

/// The whole style sheet of a form, to be adopted by the root that holds it.
#[must_use]
pub fn stylesheet() -> &'static str {
    concat!(
        include_str!("styles/tokens.css"),
        include_str!("styles/base.css"),
        include_str!("styles/layout.css"),
        include_str!("styles/steps.css"),
        include_str!("styles/field.css"),
        include_str!("styles/input.css"),
        include_str!("styles/choice.css"),
        include_str!("styles/scale.css"),
        include_str!("styles/search.css"),
        include_str!("styles/file.css"),
        include_str!("styles/note.css"),
        include_str!("styles/repeat.css"),
        include_str!("styles/button.css"),
        include_str!("styles/summary.css"),
        include_str!("styles/review.css"),
        include_str!("styles/media.css"),
    )
}
