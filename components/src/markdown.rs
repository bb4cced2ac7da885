//! The Markdown subset of messages as elements.

use crate::environment::{Parts, words};
use guidance_contract::{Block, Inline, Text, parse_markdown};
use yew::{Html, html};

/// A text with paragraphs, lists, bold and links.
pub(crate) fn markdown(environment: &Parts, text: Text<'_>) -> Html {
    let blocks = parse_markdown(text.text).into_iter().map(|block| match block {
        Block::Paragraph(line) => html! { <p>{inlines(line)}</p> },
        Block::List(entries) => {
            html! { <ul>{ for entries.into_iter().map(|line| html! { <li>{inlines(line)}</li> }) }</ul> }
        }
    });
    match environment.foreign(text) {
        Some(locale) => html! { <div lang={locale.to_owned()}>{ for blocks }</div> },
        None => blocks.collect(),
    }
}

fn inlines(line: Vec<Inline>) -> Html {
    line.into_iter()
        .map(|inline| match inline {
            Inline::Text(text) => words(&text),
            Inline::Strong(inside) => html! { <strong>{inlines(inside)}</strong> },
            Inline::Link { text, href } => {
                html! { <a {href} target="_blank" rel="noopener noreferrer">{words(&text)}</a> }
            }
        })
        .collect()
}
