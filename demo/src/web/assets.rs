//! The portal's own few files, and the folder of the plug-in.

use crate::portal::Shared;
use crate::secret::sha256;
use crate::web::failure::Failure;
use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::{Router, handler::HandlerWithoutStateExt as _};
use std::sync::LazyLock;
use tower_http::services::ServeDir;
use tower_http::set_header::SetResponseHeaderLayer;

struct Asset {
    name: &'static str,
    media_type: &'static str,
    content: &'static str,
    tag: String,
}

static ASSETS: LazyLock<Vec<Asset>> = LazyLock::new(|| {
    [
        ("portal.css", "text/css; charset=utf-8", include_str!("../../assets/portal.css")),
        ("portal.js", "text/javascript; charset=utf-8", include_str!("../../assets/portal.js")),
        ("gallery.js", "text/javascript; charset=utf-8", include_str!("../../assets/gallery.js")),
        ("icon.svg", "image/svg+xml", include_str!("../../assets/icon.svg")),
    ]
    .into_iter()
    .map(|(name, media_type, content)| {
        let tag = format!("\"{}\"", &sha256(content.as_bytes())[..32]);
        Asset { name, media_type, content, tag }
    })
    .collect()
});

/// One of the portal's own files; kept by the browser and asked about each time.
pub async fn asset(Path(name): Path<String>, headers: HeaderMap) -> Result<Response, Failure> {
    let asset = ASSETS.iter().find(|asset| asset.name == name).ok_or(Failure::NotFound)?;
    let tag = HeaderValue::from_str(&asset.tag).map_err(|_| Failure::Internal)?;
    let known = headers.get(header::IF_NONE_MATCH).is_some_and(|value| *value == tag);
    let kept = [(header::ETAG, tag), (header::CACHE_CONTROL, HeaderValue::from_static("no-cache"))];
    if known {
        return Ok((StatusCode::NOT_MODIFIED, kept).into_response());
    }
    Ok((kept, [(header::CONTENT_TYPE, asset.media_type)], asset.content).into_response())
}

/// The plug-in's files, compressed beforehand where the build has done so.
pub fn plug_in(portal: &Shared) -> Router<Shared> {
    let missing = || async { Failure::NotFound };
    let folder = ServeDir::new(&portal.options.dist)
        .append_index_html_on_directories(false)
        .precompressed_br()
        .precompressed_gzip()
        .fallback(missing.into_service());
    Router::new().nest_service("/guidance-forms", folder).layer(SetResponseHeaderLayer::if_not_present(
        header::CACHE_CONTROL,
        HeaderValue::from_static("no-cache"),
    ))
}
