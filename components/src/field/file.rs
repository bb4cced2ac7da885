//! Files: the browser's own file input laid over a drop zone, and a list of what was chosen. Contents stay
//! in the browser until the form is sent; their SHA-256 is computed here.

use super::{Field, FieldView, frame};
use crate::environment::{Parts, words};
use crate::issue_text::spoken;
use crate::state::Action;
use crate::tag::{Extras, list, on, tag};
use crate::value::file_size;
use guidance_contract::{Attachment, Issue, IssueCode, Item, ItemNode};
use serde_json::Value as Json;
use sha2::{Digest, Sha256};
use wasm_bindgen_futures::JsFuture;
use web_sys::{File, HtmlElement, HtmlInputElement};
use yew::html::Scope;
use yew::virtual_dom::ListenerKind;
use yew::{Event, Html, NodeRef, TargetCast};

/// Bytes hashed at a time, so that a large file neither fills the memory nor stops the page.
const PIECE: f64 = 1_048_576.0;

/// The file input and its list.
#[derive(Default)]
pub(super) struct Files {
    /// Why files were not taken.
    refused: Vec<Issue>,
    /// Names of the files being read.
    reading: Vec<String>,
    /// What was last done, for those who do not see it.
    done: String,
    input: NodeRef,
    focus: bool,
}

/// What happens.
pub(crate) enum Message {
    /// Files were chosen.
    Chosen(Vec<File>),
    /// A file was read; nothing when it could not be.
    Read(File, Option<Attachment>),
    /// A file of the list is taken away.
    Remove(usize),
}

impl Files {
    pub(super) fn update(&mut self, field: &FieldView, link: &Scope<Field>, message: Message) -> bool {
        match message {
            Message::Chosen(files) => {
                self.refused.clear();
                self.done.clear();
                for file in files {
                    self.take(field, link, file);
                }
            }
            Message::Read(file, attachment) => {
                let name = file.name();
                if let Some(place) = self.reading.iter().position(|other| *other == name) {
                    self.reading.remove(place);
                }
                match attachment {
                    Some(attachment) => self.add(field, file, attachment),
                    None => self.refuse(field, IssueCode::FileContent, &name, Json::Null),
                }
            }
            Message::Remove(place) => {
                let mut list = attachments(&field.answer);
                if place < list.len() {
                    let gone = list.remove(place);
                    self.done = field.environment.filled("file.removed", &[("name", &gone.name)]);
                    self.refused.clear();
                    self.focus = true;
                    send(field, &list);
                }
            }
        }
        true
    }

    pub(super) fn rendered(&mut self) {
        if std::mem::take(&mut self.focus)
            && let Some(input) = self.input.cast::<HtmlElement>()
        {
            let _ = input.focus();
        }
    }

    pub(super) fn view(&self, field: &FieldView, node: &ItemNode, link: &Scope<Field>) -> Html {
        let mut shown = field.clone();
        shown.issues.extend(self.refused.iter().cloned());
        let status = self.status(&field.environment);
        let control = list(vec![
            files(field, link),
            self.zone(&shown, &node.item, link),
            tag!("div" { "class": "visually-hidden", "role": "status" } [words(&status)]),
        ]);
        frame::labelled(&shown, Some(&hint(&field.environment, &node.item)), control)
    }

    /// Reads a file, unless it is plain already that it cannot be taken.
    fn take(&mut self, field: &FieldView, link: &Scope<Field>, file: File) {
        let Some(node) = field.node() else { return };
        let item = &node.item;
        let (name, bytes, media_type) = (file.name(), file.size(), media_type(&file));
        let most = item.max_files.unwrap_or(1) as usize;
        let refused = if !item.accept.contains(&media_type) {
            Some((IssueCode::FileType, Json::Null))
        } else if bytes == 0.0 {
            Some((IssueCode::FileEmpty, Json::Null))
        } else if item.max_bytes.is_some_and(|most| bytes > most as f64) {
            Some((IssueCode::FileTooLarge, Json::from(item.max_bytes)))
        } else if most > 1 && attachments(&field.answer).len() + self.reading.len() >= most {
            Some((IssueCode::TooManyFiles, Json::from(most)))
        } else {
            None
        };
        if let Some((code, max)) = refused {
            return self.refuse(field, code, &name, max);
        }
        self.reading.push(name.clone());
        link.send_future(async move {
            let sha256 = hash(&file).await;
            let attachment = sha256.map(|sha256| Attachment {
                name: clean_name(&name),
                media_type,
                bytes: bytes as u64,
                sha256,
            });
            super::Message::Files(Message::Read(file, attachment))
        });
    }

    fn refuse(&mut self, field: &FieldView, code: IssueCode, name: &str, max: Json) {
        let mut issue = Issue::error(field.pointer.to_string(), code).with("name", name);
        if !max.is_null() {
            issue = issue.with("max", max);
        }
        self.refused.push(issue);
    }

    fn add(&mut self, field: &FieldView, file: File, attachment: Attachment) {
        let most = field.node().and_then(|node| node.item.max_files).unwrap_or(1);
        let mut list = attachments(&field.answer);
        // Where one file is asked for, another takes its place.
        if most == 1 {
            list.clear();
        }
        if list.iter().any(|other| other.sha256 == attachment.sha256) {
            return self.refuse(field, IssueCode::Duplicate, &attachment.name, Json::Null);
        }
        self.done = field.environment.filled("file.added", &[("name", &attachment.name)]);
        if let Ok(mut files) = field.environment.files.try_borrow_mut() {
            files.insert(attachment.sha256.clone(), file);
        }
        list.push(attachment);
        send(field, &list);
    }

    /// What is read out: the file being read, or what was last done and why files were not taken.
    fn status(&self, environment: &Parts) -> String {
        self.being_read(environment).unwrap_or_else(|| {
            let refused = self.refused.iter().map(|issue| spoken(environment, issue));
            let said = Some(self.done.clone()).filter(|done| !done.is_empty());
            said.into_iter().chain(refused).collect::<Vec<_>>().join(" ")
        })
    }

    fn being_read(&self, environment: &Parts) -> Option<String> {
        self.reading.first().map(|name| environment.filled("file.hashing", &[("name", name)]))
    }

    fn zone(&self, field: &FieldView, item: &Item, link: &Scope<Field>) -> Html {
        let environment = &field.environment;
        let link = link.clone();
        let mut described_by = frame::described_by(field, true);
        if !attachments(&field.answer).is_empty() {
            described_by = frame::and(described_by, &field.id_of("-files"));
        }
        let input = tag!("input" {
            "class": "file-input",
            "type": "file",
            "id": &field.id,
            "accept": item.accept.join(","),
            "multiple": item.max_files.unwrap_or(1) > 1,
            "aria-describedby": described_by,
            "aria-invalid": field.invalid(),
            "aria-required": field.aria_required(),
            "disabled": environment.disabled,
        } []);
        let input = input.found_by(&self.input).heard(on(
            || ListenerKind::onchange,
            move |event| {
                link.send_message(super::Message::Files(Message::Chosen(chosen(&event))));
            },
        ));
        tag!("div" { "class": "file-zone", "part": "file-zone" } [
            input,
            tag!("span" { "class": "button button-secondary", "aria-hidden": "true" } [environment.say("action.chooseFile")]),
            tag!("span" { "class": "file-drop", "aria-hidden": "true" } [environment.say("file.drop")]),
            match self.being_read(environment) {
                Some(text) => tag!("span" { "class": "file-reading" } [words(&text)]),
                None => Html::default(),
            },
        ])
    }
}

fn files(field: &FieldView, link: &Scope<Field>) -> Html {
    let files = attachments(&field.answer);
    if files.is_empty() {
        return Html::default();
    }
    let entries = files.into_iter().enumerate().map(|(place, file)| entry(field, link, place, &file));
    tag!("ul" {
        "class": "files",
        // Safari takes a list without bullets for none.
        "role": "list",
        "id": field.id_of("-files"),
        "aria-labelledby": frame::label_id(field),
    } ..entries.collect())
}

fn entry(field: &FieldView, link: &Scope<Field>, place: usize, file: &Attachment) -> Html {
    let environment = &field.environment;
    let link = link.clone();
    let remove = tag!("button" {
        "class": "button-text",
        "type": "button",
        "disabled": environment.disabled,
        "aria-label": environment.filled("action.removeFile", &[("name", &file.name)]),
    } [environment.say("action.remove")]);
    let remove = remove.heard(on(
        || ListenerKind::onclick,
        move |_| {
            link.send_message(super::Message::Files(Message::Remove(place)));
        },
    ));
    let entry = tag!("li" { "class": "file", "part": "file" } [
        tag!("span" { "class": "file-name" } [words(&file.name)]),
        tag!("span" { "class": "file-size" } [words(&file_size(environment, file.bytes))]),
        remove,
    ]);
    entry.keyed(file.sha256.as_str())
}

/// Types, size and number of files allowed.
fn hint(environment: &Parts, item: &Item) -> String {
    let types: Vec<String> = item
        .accept
        .iter()
        .map(|accept| match accept.rsplit('/').next().unwrap_or(accept) {
            "jpeg" => "JPG".to_owned(),
            "plain" => "TXT".to_owned(),
            "vnd.openxmlformats-officedocument.wordprocessingml.document" => "DOCX".to_owned(),
            other => other.to_ascii_uppercase(),
        })
        .collect();
    let size = file_size(environment, item.max_bytes.unwrap_or_default());
    let count = item.max_files.unwrap_or(1) as usize;
    environment.counted("file.hint", count, &[("types", &types.join(", ")), ("size", &size)])
}

fn attachments(answer: &Json) -> Vec<Attachment> {
    answer.as_array().into_iter().flatten().filter_map(Attachment::from_json).collect()
}

fn send(field: &FieldView, list: &[Attachment]) {
    let answer = if list.is_empty() { Json::Null } else { list.iter().map(Attachment::to_json).collect() };
    field.environment.dispatch.emit(Action::Answer { field: field.key, answer });
}

/// The files chosen. The input is emptied, so that the same file can be chosen again after it was removed.
fn chosen(event: &Event) -> Vec<File> {
    let Some(input) = event.target_dyn_into::<HtmlInputElement>() else { return Vec::new() };
    let files = input.files();
    let chosen =
        files.iter().flat_map(|list| (0..list.length()).filter_map(|place| list.item(place))).collect();
    input.set_value("");
    chosen
}

/// The browser's media type; by the name's end where the browser knows none.
fn media_type(file: &File) -> String {
    let known = file.type_();
    if !known.is_empty() {
        return known;
    }
    let name = file.name().to_ascii_lowercase();
    match name.rsplit('.').next().unwrap_or_default() {
        "pdf" => "application/pdf",
        "jpg" | "jpeg" => "image/jpeg",
        "png" => "image/png",
        "heic" => "image/heic",
        "txt" => "text/plain",
        _ => "application/octet-stream",
    }
    .to_owned()
}

/// A name that every receiver can keep.
fn clean_name(name: &str) -> String {
    name.chars().filter(|character| !character.is_control()).take(255).collect()
}

/// SHA-256 of a file as lower-case hexadecimal digits; nothing when it cannot be read.
async fn hash(file: &File) -> Option<String> {
    let mut hasher = Sha256::new();
    let (size, mut start) = (file.size(), 0.0);
    while start < size {
        let end = size.min(start + PIECE);
        let piece = file.slice_with_f64_and_f64(start, end).ok()?;
        let buffer = JsFuture::from(piece.array_buffer()).await.ok()?;
        hasher.update(js_sys::Uint8Array::new(&buffer).to_vec());
        start = end;
    }
    let mut written = String::with_capacity(64);
    for byte in hasher.finalize() {
        for digit in [byte >> 4, byte & 15] {
            written.push(char::from_digit(u32::from(digit), 16)?);
        }
    }
    Some(written)
}
