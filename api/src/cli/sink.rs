//! Lines on their way to stderr. Whoever logs never waits for those who read, and never fails because of them.

use std::io::{self, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::thread;
use std::time::Duration;

/// Lines that may wait to be written.
const ROOM: usize = 1024;
/// How long the last lines are waited for, when the program ends.
const LAST: Duration = Duration::from_secs(1);

/// Takes lines for a thread that writes them. A line for which there is no room, or that cannot be written, is dropped.
#[derive(Clone)]
pub(super) struct Sink {
    lines: SyncSender<Message>,
    dropped: Arc<AtomicUsize>,
}

enum Message {
    Line(Vec<u8>),
    /// To be answered once all lines before it are written.
    Flush(SyncSender<()>),
}

impl Sink {
    pub(super) fn new(to: impl Write + Send + 'static) -> io::Result<Self> {
        let (lines, taken) = sync_channel(ROOM);
        let sink = Self { lines, dropped: Arc::default() };
        let dropped = Arc::clone(&sink.dropped);
        thread::Builder::new().name("log".into()).spawn(move || write_all(&taken, to, &dropped))?;
        Ok(sink)
    }

    pub(super) fn send(&self, line: &[u8]) {
        if self.lines.try_send(Message::Line(line.to_vec())).is_err() {
            self.dropped.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// Waits for the lines so far, for a while.
    pub(super) fn flush(&self) {
        let (done, written) = sync_channel(1);
        let mut message = Message::Flush(done);
        let step = LAST / 100;
        for _ in 0..100 {
            match self.lines.try_send(message) {
                Err(TrySendError::Full(back)) => message = back,
                _ => return written.recv_timeout(LAST).unwrap_or_default(),
            }
            thread::sleep(step);
        }
    }
}

fn write_all(taken: &Receiver<Message>, mut to: impl Write, dropped: &AtomicUsize) {
    for message in taken {
        match message {
            Message::Line(line) => {
                let _ = to.write_all(&line);
            }
            Message::Flush(done) => done.send(()).unwrap_or_default(),
        }
        match dropped.swap(0, Ordering::Relaxed) {
            0 => (),
            lines => tracing::warn!(lines, "lines of the log were dropped: it is not read fast enough"),
        }
    }
}

impl Write for Sink {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        self.send(line);
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
