//! What a server costs that does next to nothing: one statement by hand, or the same bytes again and again.

use std::io;
use std::net::TcpListener;

use actix_web::http::header::ContentType;
use actix_web::web::{Bytes, Data, ServiceConfig, post};
use actix_web::{App, HttpResponse, HttpServer, error};
use sqlx::PgPool;
use sqlx::postgres::PgPoolOptions;

/// The first argument when this program is to be such a server. The second is the database's URL or a file of bytes.
pub const STATEMENT: &str = "serve-one-statement";
pub const BYTES: &str = "serve-bytes";

const SQL: &str = include_str!("one_statement.sql");

/// As many as Styrgraf has for reading.
const CONNECTIONS: u32 = 12;

/// Is such a server, if the arguments say so.
pub fn serve() -> Option<io::Result<()>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let system = actix_web::rt::System::new;
    match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [STATEMENT, url] => Some(system().block_on(async {
            let options = PgPoolOptions::new().max_connections(CONNECTIONS).test_before_acquire(false);
            let pool = options.connect(url).await.map_err(io::Error::other)?;
            run(move |service| {
                service.app_data(Data::new(pool.clone())).route("/graphql", post().to(one_statement));
            })
            .await
        })),
        [BYTES, file] => Some(system().block_on(async {
            let body = Bytes::from(std::fs::read(file)?);
            run(move |service| {
                service.app_data(Data::new(body.clone())).route("/graphql", post().to(bytes));
            })
            .await
        })),
        _ => None,
    }
}

/// Says where it listens, and serves.
async fn run(routes: impl Fn(&mut ServiceConfig) + Clone + Send + 'static) -> io::Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    println!("{}", listener.local_addr()?);
    HttpServer::new(move || App::new().configure(routes.clone())).listen(listener)?.run().await
}

async fn one_statement(pool: Data<PgPool>, _: Bytes) -> Result<HttpResponse, actix_web::Error> {
    let body: String = sqlx::query_scalar(SQL).fetch_one(&**pool).await.map_err(error::ErrorInternalServerError)?;
    Ok(HttpResponse::Ok().content_type(ContentType::json()).body(body))
}

async fn bytes(body: Data<Bytes>, _: Bytes) -> HttpResponse {
    HttpResponse::Ok().content_type(ContentType::json()).body(Bytes::clone(&body))
}
