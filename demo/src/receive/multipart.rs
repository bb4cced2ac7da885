//! A submission with files: a part `submission`, and one part for each file, named by its SHA-256.

use crate::receive::body;
use crate::secret::{Secret, sha256};
use crate::web::failure::Failure;
use axum::extract::{
    FromRequest as _, Multipart, Request,
    multipart::{Field, MultipartError},
};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Greatest size of one file.
const FILE: usize = 10 * 1024 * 1024;
/// Greatest size of all files together.
const ALL_FILES: usize = 50 * 1024 * 1024;
/// Most files.
const FILES: usize = 50;

/// The parts, read and hashed.
pub struct Parts {
    /// The submission document.
    pub document: Secret<String>,
    /// Contents by the SHA-256 that they really have.
    pub files: BTreeMap<String, Secret<Arc<[u8]>>>,
    /// Part names that are not the hash of their content.
    pub misnamed: Vec<String>,
}

/// Reads the parts within limits.
pub async fn read(request: Request) -> Result<Parts, Failure> {
    let mut multipart = Multipart::from_request(request, &())
        .await
        .map_err(|rejection| Failure::of_status(rejection.status()))?;
    let mut document = None;
    let mut files = BTreeMap::new();
    let mut misnamed = Vec::new();
    let mut total = 0;
    while let Some(field) = multipart.next_field().await.map_err(refused)? {
        let name = field.name().unwrap_or_default().to_owned();
        if name == "submission" && document.is_none() {
            let content = content(field, body::DOCUMENT).await?;
            document = Some(String::from_utf8(content).map_err(|_| Failure::BadRequest)?);
            continue;
        }
        if files.len() + misnamed.len() >= FILES {
            return Err(Failure::TooLarge);
        }
        let content = content(field, FILE).await?;
        total += content.len();
        if total > ALL_FILES {
            return Err(Failure::TooLarge);
        }
        let (hash, content) = body::work(move || (sha256(&content), content)).await?;
        if hash == name {
            files.insert(hash, Secret::new(content.into()));
        } else {
            misnamed.push(name);
        }
    }
    let document = Secret::new(document.ok_or(Failure::BadRequest)?);
    Ok(Parts { document, files, misnamed })
}

#[allow(clippy::needless_pass_by_value, reason = "for map_err")]
fn refused(error: MultipartError) -> Failure {
    Failure::of_status(error.status())
}

async fn content(mut field: Field<'_>, limit: usize) -> Result<Vec<u8>, Failure> {
    let mut content = Vec::new();
    while let Some(chunk) = field.chunk().await.map_err(refused)? {
        if content.len() + chunk.len() > limit {
            return Err(Failure::TooLarge);
        }
        content.extend_from_slice(&chunk);
    }
    Ok(content)
}
