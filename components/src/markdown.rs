//! The Markdown subset of messages as elements.

use crate::environment::{Parts, words};
use crate::tag::{list, tag};
use guidance_contract::{Block, Inline, Text, parse_markdown};
use yew::Html;

/// A text with paragraphs, lists, bold and links.
pub(crate) fn markdown(environment: &Parts, text: Text<'_>) -> Html {
    let blocks = parse_markdown(text.text).into_iter().map(block).collect();
    match environment.foreign(text) {
        Some(locale) => tag!("div" { "lang": locale.to_owned() } ..blocks),
        None => list(blocks),
    }
}

fn block(block: Block) -> Html {
    match block {
        Block::Paragraph(line) => tag!("p" {} ..inlines(line)),
        Block::List(entries) => {
            let entries = entries.into_iter().map(|line| tag!("li" {} ..inlines(line))).collect();
            tag!("ul" {} ..entries)
        }
    }
}

fn inlines(line: Vec<Inline>) -> Vec<Html> {
    line.into_iter().map(inline).collect()
}

fn inline(inline: Inline) -> Html {
    match inline {
        Inline::Text(text) => words(&text),
        Inline::Strong(inside) => tag!("strong" {} ..inlines(inside)),
        Inline::Link { text, href } => {
            tag!("a" { "href": href, "target": "_blank", "rel": "noopener noreferrer" } [words(&text)])
        }
    }
}
