//! What a receiver's answer means for the person.

use guidance_contract::{Document, Issue, IssueCode, Report, SubmitReply};

/// How an attempt to send ended.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Outcome {
    /// Stored: the reply names the submission.
    Stored(SubmitReply),
    /// Refused, with issues to show in place.
    Refused(Report),
    /// Not stored as far as anybody can know; the answers are kept.
    Failed {
        /// Key of the interface text that says why.
        reason: &'static str,
        /// What came, for the host.
        report: Report,
    },
}

/// Reads an answer. A status of 0 means that none came. A receipt is shown only for a reply that names the
/// submission: a log-in page or a captive portal that answers 200 is no receipt.
pub(crate) fn read(status: u16, content_type: &str, body: &str, id: &str, is_online: bool) -> Outcome {
    let is_json = content_type.contains("json");
    let (reply, mut report) = match is_json.then(|| SubmitReply::parse(body)) {
        Some(Ok(reply)) => (Some(reply), Report::default()),
        Some(Err(report)) => (None, report),
        None => (None, Report::default()),
    };
    match (status, reply) {
        (200 | 201 | 422, Some(reply)) if reply.report.has_errors() => return Outcome::Refused(reply.report),
        (200 | 201, Some(reply)) if reply.id.as_deref() == Some(id) => return Outcome::Stored(reply),
        (200 | 201, Some(reply)) => {
            let found = reply.id.unwrap_or_default();
            report
                .push(Issue::error("/id", IssueCode::SubmissionId).with("expected", id).with("found", found));
        }
        (422, Some(_)) => {
            report.push(Issue::error("/report", IssueCode::Shape).with("expected", "issues"));
        }
        _ => {}
    }
    // What is wrong with the reply itself comes after the fact that sending failed.
    report.issues.insert(0, Issue::error("", IssueCode::Send).with("status", status));
    Outcome::Failed { reason: reason(status, is_online), report }
}

fn reason(status: u16, is_online: bool) -> &'static str {
    match status {
        401 | 403 => "status.sessionExpired",
        0 if !is_online => "status.offline",
        _ => "status.sendFailed",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "7f0a3c52-9d41-4c1b-8a55-0d2f6f1d9e11";
    const JSON: &str = "application/json; charset=utf-8";

    fn reason_of(status: u16, content_type: &str, body: &str) -> &'static str {
        match read(status, content_type, body, ID, true) {
            Outcome::Failed { reason, report } => {
                assert_eq!(report.issues[0].params["status"], status);
                reason
            }
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_receipt_needs_the_submissions_id() {
        let stored = read(200, JSON, &format!(r#"{{"id": "{ID}", "reference": "A-1"}}"#), ID, true);
        assert!(matches!(stored, Outcome::Stored(reply) if reply.reference.as_deref() == Some("A-1")));
        for body in ["{}", "", "null", r#"{"id": "another"}"#, "<!doctype html>"] {
            assert_eq!(reason_of(200, JSON, body), "status.sendFailed", "{body}");
        }
        assert_eq!(reason_of(200, "text/html", &format!(r#"{{"id": "{ID}"}}"#)), "status.sendFailed");
        assert_eq!(reason_of(204, JSON, ""), "status.sendFailed");
    }

    #[test]
    fn issues_are_shown_in_place() {
        let body =
            r#"{"report": {"issues": [{"path": "/answers/a", "code": "required", "severity": "error"}]}}"#;
        for status in [200, 422] {
            assert!(
                matches!(read(status, JSON, body, ID, true), Outcome::Refused(report) if report.issues.len() == 1)
            );
        }
        assert_eq!(reason_of(422, JSON, "{}"), "status.sendFailed");
        assert_eq!(reason_of(500, JSON, body), "status.sendFailed");
    }

    #[test]
    fn a_reply_that_is_not_as_expected_says_what_is_wrong() {
        let places = |status, body| match read(status, JSON, body, ID, true) {
            Outcome::Failed { report, .. } => {
                report.issues.into_iter().map(|issue| issue.path).collect::<Vec<_>>()
            }
            other => panic!("{other:?}"),
        };
        assert_eq!(places(200, "{}"), ["", "/id"]);
        assert_eq!(places(422, "{}"), ["", "/report"]);
        let own_code = r#"{"report": {"issues": [{"path": "", "code": "taken", "severity": "error"}]}}"#;
        assert_eq!(places(422, own_code), ["", "/report/issues/0/code"]);
    }

    #[test]
    fn every_other_answer_keeps_the_answers_and_says_why() {
        assert_eq!(reason_of(401, "text/html", ""), "status.sessionExpired");
        assert_eq!(reason_of(403, JSON, "{}"), "status.sessionExpired");
        for status in [0, 301, 409, 413, 429, 500, 502, 503] {
            assert_eq!(reason_of(status, JSON, "{}"), "status.sendFailed");
        }
        assert!(matches!(read(0, "", "", ID, false), Outcome::Failed { reason: "status.offline", .. }));
    }
}
