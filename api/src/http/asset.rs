//! A built file of the pages, embedded in the binary.

use actix_web::web::Bytes;
use rust_embed::{EmbeddedFile, RustEmbed};

#[derive(RustEmbed)]
#[folder = "ui/dist"]
#[allow_missing = true]
struct Built;

pub struct Asset {
    name: String,
    file: EmbeddedFile,
    /// Its content is packed by gzip.
    pub is_packed: bool,
}

impl Asset {
    /// `name.gz` is served as `name`, and under no other name.
    pub fn find(name: &str) -> Option<Self> {
        if extension(name) == "gz" {
            return None;
        }
        let asset = |file, is_packed| Self { name: name.to_owned(), file, is_packed };
        let packed = Built::get(&format!("{name}.gz")).map(|file| asset(file, true));
        packed.or_else(|| Built::get(name).map(|file| asset(file, false)))
    }

    /// The same as long as the content is.
    pub fn tag(&self) -> String {
        format!("\"{}\"", hex::encode(self.file.metadata.sha256_hash()))
    }

    pub fn is_page(&self) -> bool {
        extension(&self.name) == "html"
    }

    /// Whether the name holds a hash of the content, as in `editor-5RVKDTHO.js`.
    pub fn never_changes(&self) -> bool {
        let stem = self.name.rsplit_once('.').map_or("", |(stem, _)| stem);
        let hash = stem.rsplit_once('-').map_or("", |(_, hash)| hash);
        hash.len() == 8 && hash.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
    }

    pub fn content_type(&self) -> &'static str {
        match extension(&self.name) {
            "html" => "text/html; charset=utf-8",
            "js" => "text/javascript; charset=utf-8",
            "css" => "text/css; charset=utf-8",
            "json" => "application/json",
            "svg" => "image/svg+xml",
            "png" => "image/png",
            "ico" => "image/x-icon",
            "woff2" => "font/woff2",
            "ttf" => "font/ttf",
            "wasm" => "application/wasm",
            "txt" => "text/plain; charset=utf-8",
            _ => "application/octet-stream",
        }
    }

    /// What is embedded is lent, not copied.
    pub fn content(self) -> Bytes {
        match self.file.data {
            std::borrow::Cow::Borrowed(bytes) => Bytes::from_static(bytes),
            std::borrow::Cow::Owned(bytes) => Bytes::from(bytes),
        }
    }
}

fn extension(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or_default()
}
