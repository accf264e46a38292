//! Processor time that programs have used, as the system counts it.

use std::time::Duration;

/// The system counts in hundredths of a second.
const TICK: Duration = Duration::from_millis(10);

/// Of a program with all of its threads.
pub fn of(process: u32) -> Duration {
    stat(process).expect("a running program").own
}

/// Of PostgreSQL: its first process, those that it has started, and those of them that have ended.
pub fn of_postgres(first: u32) -> Duration {
    let processes =
        std::fs::read_dir("/proc").expect("/proc").filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok());
    let children = processes.filter_map(stat).filter(|child| child.parent == first);
    let Stat { own, ended, .. } = stat(first).expect("PostgreSQL, on this machine");
    own + ended + children.map(|child| child.own).sum::<Duration>()
}

struct Stat {
    parent: u32,
    own: Duration,
    /// Of children that have ended.
    ended: Duration,
}

/// None where the process has ended.
fn stat(process: u32) -> Option<Stat> {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // The name, in brackets, may hold anything. After it: state, parent, and from the twelfth on the times.
    let fields: Vec<&str> = stat.rsplit_once(") ")?.1.split(' ').collect();
    let ticks = |at: usize| Some(TICK * fields.get(at)?.parse().ok()?);
    let [user, system, ended_user, ended_system] = [ticks(11)?, ticks(12)?, ticks(13)?, ticks(14)?];
    Some(Stat { parent: fields.get(1)?.parse().ok()?, own: user + system, ended: ended_user + ended_system })
}
