//! The address of the person's own network, as far as it can be trusted.

use crate::portal::Shared;
use crate::web::failure::Failure;
use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::{HeaderMap, request::Parts};
use std::net::{IpAddr, SocketAddr};

/// Address of the client: of the connection, or what the proxy before the portal says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClientAddress(pub IpAddr);

impl FromRequestParts<Shared> for ClientAddress {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, portal: &Shared) -> Result<Self, Failure> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().ok_or(Failure::Internal)?.0.ip();
        let is_behind_proxy = portal.options.public_address.is_some();
        let told = is_behind_proxy.then(|| last_hop(&parts.headers)).flatten();
        Ok(Self(told.unwrap_or(peer)))
    }
}

/// The last address of `X-Forwarded-For`, which the proxy has appended. Those before it were sent by the client and
/// may say anything.
fn last_hop(headers: &HeaderMap) -> Option<IpAddr> {
    let last = headers.get_all("x-forwarded-for").iter().next_back()?.to_str().ok()?;
    let hop = last.rsplit(',').next()?.trim();
    // Some proxies add the port.
    hop.parse::<IpAddr>().or_else(|_| hop.parse::<SocketAddr>().map(|address| address.ip())).ok()
}

#[cfg(test)]
mod tests {
    use super::last_hop;
    use axum::http::{HeaderMap, HeaderValue};

    #[test]
    fn only_what_the_proxy_appended_counts() {
        let told = |values: &[&'static str]| {
            let mut headers = HeaderMap::new();
            for value in values {
                headers.append("x-forwarded-for", HeaderValue::from_static(value));
            }
            last_hop(&headers).map(|address| address.to_string())
        };
        assert_eq!(told(&["198.51.100.9, 192.0.2.1"]).as_deref(), Some("192.0.2.1"));
        assert_eq!(told(&["198.51.100.9", "192.0.2.1:4711"]).as_deref(), Some("192.0.2.1"));
        assert_eq!(told(&["[2001:db8::1]:4711"]).as_deref(), Some("2001:db8::1"));
        assert_eq!(told(&["192.0.2.1, unknown"]), None);
        assert_eq!(told(&[]), None);
    }
}
