//! The small Markdown subset of messages: paragraphs, lists, bold and links. Anything else is text, and
//! nothing is ever an error.

/// A part of a text that stands on lines of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// Running text; a line break in it counts as a space.
    Paragraph(Vec<Inline>),
    /// Consecutive lines that begin with `- `, one entry each.
    List(Vec<Vec<Inline>>),
}

/// A part of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inline {
    /// Text as it is.
    Text(String),
    /// `**bold**`: text and links.
    Strong(Vec<Inline>),
    /// `[text](address)`; the address begins with `https://`, `mailto:` or `tel:`.
    Link {
        /// What is read.
        text: String,
        /// Where it leads.
        href: String,
    },
}

/// The blocks of a text. A blank line parts paragraphs; a line that begins with `- ` is an entry of a
/// list, and an indented line goes on with the entry before it.
#[must_use]
pub fn parse(markdown: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut paragraph = String::new();
    let mut entries: Vec<String> = Vec::new();
    for line in markdown.lines() {
        let text = line.trim();
        if let Some(entry) = text.strip_prefix("- ") {
            end_paragraph(&mut paragraph, &mut blocks);
            entries.push(entry.trim_start().to_owned());
            continue;
        }
        let indented = !text.is_empty() && line.starts_with([' ', '\t']);
        match entries.last_mut() {
            Some(entry) if indented => push_line(entry, text),
            _ => {
                end_list(&mut entries, &mut blocks);
                if text.is_empty() {
                    end_paragraph(&mut paragraph, &mut blocks);
                } else {
                    push_line(&mut paragraph, text);
                }
            }
        }
    }
    end_list(&mut entries, &mut blocks);
    end_paragraph(&mut paragraph, &mut blocks);
    blocks
}

fn push_line(text: &mut String, line: &str) {
    if !text.is_empty() {
        text.push(' ');
    }
    text.push_str(line);
}

fn end_paragraph(paragraph: &mut String, blocks: &mut Vec<Block>) {
    if !paragraph.is_empty() {
        blocks.push(Block::Paragraph(inlines(paragraph)));
        paragraph.clear();
    }
}

fn end_list(entries: &mut Vec<String>, blocks: &mut Vec<Block>) {
    if !entries.is_empty() {
        blocks.push(Block::List(entries.drain(..).map(|entry| inlines(&entry)).collect()));
    }
}

const BOLD: &str = "**";

/// Bold and links. Every mark is looked at once: what follows an opening mark is searched only as far as
/// the next mark of the same kind.
fn inlines(text: &str) -> Vec<Inline> {
    let mut found = Vec::new();
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, opened)) = rest.split_once(BOLD) {
        links(before, &mut plain, &mut found);
        match opened.split_once(BOLD) {
            Some((inside, after)) if !inside.is_empty() && inside.trim() == inside => {
                let mut strong = Vec::new();
                let mut strong_plain = String::new();
                links(inside, &mut strong_plain, &mut strong);
                end_text(&mut strong_plain, &mut strong);
                end_text(&mut plain, &mut found);
                found.push(Inline::Strong(strong));
                rest = after;
            }
            _ => {
                plain.push_str(BOLD);
                rest = opened;
            }
        }
    }
    links(rest, &mut plain, &mut found);
    end_text(&mut plain, &mut found);
    found
}

/// Links of a text without bold; other text is left in `plain`.
fn links(text: &str, plain: &mut String, found: &mut Vec<Inline>) {
    let mut rest = text;
    while let Some((before, opened)) = rest.split_once('[') {
        plain.push_str(before);
        if let Some((text, href, after)) = link(opened) {
            end_text(plain, found);
            found.push(Inline::Link { text: text.to_owned(), href: href.to_owned() });
            rest = after;
        } else {
            plain.push('[');
            rest = opened;
        }
    }
    plain.push_str(rest);
}

/// Text, address and what comes after a link whose `[` has been read.
fn link(opened: &str) -> Option<(&str, &str, &str)> {
    let (text, rest) = opened.split_at_checked(opened.find(['[', ']'])?)?;
    let rest = rest.strip_prefix("](")?;
    let end =
        rest.find(|character: char| character.is_whitespace() || matches!(character, '[' | '(' | ')'))?;
    let (href, rest) = rest.split_at_checked(end)?;
    let after = rest.strip_prefix(')')?;
    let allowed = ["https://", "mailto:", "tel:"]
        .iter()
        .any(|scheme| href.strip_prefix(scheme).is_some_and(|address| !address.is_empty()));
    (allowed && !text.trim().is_empty()).then_some((text, href, after))
}

fn end_text(plain: &mut String, found: &mut Vec<Inline>) {
    if !plain.is_empty() {
        found.push(Inline::Text(std::mem::take(plain)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn text(text: &str) -> Inline {
        Inline::Text(text.to_owned())
    }

    fn link(text: &str, href: &str) -> Inline {
        Inline::Link { text: text.to_owned(), href: href.to_owned() }
    }

    fn strong(inlines: impl Into<Vec<Inline>>) -> Inline {
        Inline::Strong(inlines.into())
    }

    fn line(markdown: &str) -> Vec<Inline> {
        match parse(markdown).as_slice() {
            [Block::Paragraph(inlines)] => inlines.clone(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn blocks() {
        assert_eq!(parse(""), []);
        assert_eq!(parse(" \n\t\n"), []);
        assert_eq!(
            parse("one\ntwo\r\n\r\n\nthree"),
            [Block::Paragraph(vec![text("one two")]), Block::Paragraph(vec![text("three")])]
        );
        assert_eq!(
            parse("these:\n- one\n- two\n  goes on\nand then\n\n- three\n"),
            [
                Block::Paragraph(vec![text("these:")]),
                Block::List(vec![vec![text("one")], vec![text("two goes on")]]),
                Block::Paragraph(vec![text("and then")]),
                Block::List(vec![vec![text("three")]]),
            ]
        );
        assert_eq!(parse("-5 degrees"), [Block::Paragraph(vec![text("-5 degrees")])]);
    }

    #[test]
    fn bold() {
        assert_eq!(line("a **b** c"), [text("a "), strong([text("b")]), text(" c")]);
        assert_eq!(line("**b****c**"), [strong([text("b")]), strong([text("c")])]);
        assert_eq!(line("**see [x](https://x.fi)**"), [strong([text("see "), link("x", "https://x.fi")])]);
        for plain in ["2 ** 3 ** 4", "**", "****", "a ** b", "*a*", "** a**", "a** b", "**a **", "* * *"] {
            assert_eq!(line(plain), [text(plain)]);
        }
    }

    #[test]
    fn links_of_allowed_schemes() {
        assert_eq!(
            line("Write to [us](mailto:a@b.fi) or [call](tel:+35840)!"),
            [
                text("Write to "),
                link("us", "mailto:a@b.fi"),
                text(" or "),
                link("call", "tel:+35840"),
                text("!"),
            ]
        );
        assert_eq!(line("[[a](https://b)"), [text("["), link("a", "https://b")]);
        for plain in [
            "[a](javascript:alert)",
            "[a](http://b)",
            "[a](//b)",
            "[a](HTTPS:b)",
            "[a](https://)",
            "[a](https://b c)",
            "[a](https://b",
            "[](https://b)",
            "[a] (https://b)",
            "[a]",
            "a](https://b)",
            "<a href=\"https://b\">a</a>",
        ] {
            assert_eq!(line(plain), [text(plain)]);
        }
    }

    #[test]
    fn long_texts_of_marks_take_linear_time() {
        for mark in ["**", "**a ", "[", "[a", "[a](", "[a](https://b", "- ", "- **a\n", "** a**"] {
            let started = std::time::Instant::now();
            let _ = parse(&mark.repeat(200_000));
            assert!(started.elapsed().as_secs() < 5, "{mark}");
        }
    }

    fn content(inlines: &[Inline], all: &mut String) {
        for inline in inlines {
            match inline {
                Inline::Text(text) | Inline::Link { text, .. } => all.push_str(text),
                Inline::Strong(inside) => content(inside, all),
            }
        }
    }

    proptest! {
        #[test]
        fn no_letter_is_lost(markdown in "([a-c \\[\\]()*\n-]|\\*\\*|\\]\\(https://){0,60}") {
            let mut all = String::new();
            for block in parse(&markdown) {
                match block {
                    Block::Paragraph(inlines) => content(&inlines, &mut all),
                    Block::List(entries) => entries.iter().for_each(|entry| content(entry, &mut all)),
                }
            }
            // Only an address of a link may be missing.
            if !markdown.contains("](https://") {
                let letters = |text: &str| text.chars().filter(char::is_ascii_lowercase).collect::<String>();
                prop_assert_eq!(letters(&all), letters(&markdown));
            }
        }

        #[test]
        fn any_text(markdown in "\\PC*|.*") {
            let _ = parse(&markdown);
        }
    }
}
