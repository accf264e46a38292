//! An answer on its way out.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use actix_web::body::{BodySize, BoxBody, MessageBody};
use actix_web::web::Bytes;

use super::connection::UnderWay;

/// Bytes that the dispatcher takes at a time. It copies what it takes, and would copy a whole answer.
const PIECE: usize = 64 * 1024;

/// A body that leaves in pieces; its request ends with it.
pub struct Outgoing {
    body: BoxBody,
    rest: Bytes,
    _request: Option<UnderWay>,
}

impl Outgoing {
    pub fn new(body: impl MessageBody + 'static, request: Option<UnderWay>) -> Self {
        Self { body: BoxBody::new(body), rest: Bytes::new(), _request: request }
    }
}

impl MessageBody for Outgoing {
    type Error = Box<dyn std::error::Error>;

    fn size(&self) -> BodySize {
        self.body.size()
    }

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, Self::Error>>> {
        if self.rest.is_empty() {
            match ready!(Pin::new(&mut self.body).poll_next(context)) {
                Some(Ok(bytes)) => self.rest = bytes,
                end => return Poll::Ready(end),
            }
        }
        let piece = self.rest.len().min(PIECE);
        Poll::Ready(Some(Ok(self.rest.split_to(piece))))
    }
}
