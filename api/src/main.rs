use std::process::ExitCode;

use clap::Parser;
use styrgraf::cli::{self, Cli, Command, LedgerCommand, Outcome, TokenCommand};
use styrgraf::clock::Clock;
use styrgraf::config::MissingKey;

#[tokio::main]
async fn main() -> ExitCode {
    cli::exit(run(&Cli::parse()).await)
}

async fn run(cli: &Cli) -> Outcome {
    match cli.command() {
        Command::Serve => styrgraf::serve(cli.logged_config(MissingKey::Make)?).await?,
        Command::Migrate => styrgraf::migrate(&cli.logged_config(MissingKey::Leave)?).await?,
        Command::Schema => return cli::print(styrgraf::sdl().trim_end()),
        Command::Token(TokenCommand::Issue(token)) => {
            let keys = cli.config(MissingKey::Refuse)?.keys;
            return cli::print(keys.issue(&token.into(), Clock::system().now())?);
        }
        Command::Ledger(LedgerCommand::Head) => {
            return cli::print(styrgraf::ledger_head(&cli.logged_config(MissingKey::Leave)?).await?);
        }
        Command::Ledger(LedgerCommand::Verify { against }) => {
            let config = cli.logged_config(MissingKey::Leave)?;
            let report = styrgraf::verify_ledger(&config, against.as_ref()).await?;
            let printed = cli::print(&report)?;
            return Ok(if report.is_intact() { printed } else { ExitCode::FAILURE });
        }
        Command::CheckConfig => return cli::print(cli.config(MissingKey::Leave)?),
    }
    Ok(ExitCode::SUCCESS)
}
