//! The threads that operations run on, each with a runtime of its own and the stack that the deepest operation needs.

use std::io;
use std::sync::{Arc, mpsc};
use std::thread;

use tokio::runtime::{Builder, Handle, LocalOptions};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

/// Bytes of stack for each thread: 16 MiB, of which only what is used takes memory. The deepest query that the guard
/// lets through needs more than the 2 MiB that a thread gets otherwise, in a debug build.
const STACK: usize = 16 * 1024 * 1024;

/// Threads that each run many operations. They end when this is dropped.
pub struct Threads(Vec<Worker>);

struct Worker {
    runtime: Handle,
    /// Held once by each operation that runs here.
    load: Arc<()>,
    _until_dropped: oneshot::Sender<()>,
}

impl Threads {
    /// # Errors
    /// When the operating system gives no thread.
    pub fn start(count: usize) -> io::Result<Self> {
        (0..count.max(1)).map(|_| Worker::start()).collect::<io::Result<_>>().map(Self)
    }

    /// Runs the work on the thread that has the least, and on no other.
    pub fn spawn<F>(&self, work: F) -> JoinHandle<F::Output>
    where
        F: Future<Output: Send> + Send + 'static,
    {
        let Self(workers) = self;
        let least = workers.iter().min_by_key(|worker| Arc::strong_count(&worker.load)).expect("there is at least one");
        let load = Arc::clone(&least.load);
        least.runtime.spawn(async move {
            let output = work.await;
            drop(load);
            output
        })
    }
}

impl Worker {
    fn start() -> io::Result<Self> {
        let ((sender, dropped), (ready, started)) = (oneshot::channel(), mpsc::channel());
        let thread = thread::Builder::new().name("operations".into()).stack_size(STACK);
        thread.spawn(move || run(&ready, dropped))?;
        let runtime = started.recv().map_err(io::Error::other)??;
        Ok(Self { runtime, load: Arc::default(), _until_dropped: sender })
    }
}

/// Runs what is spawned on this thread until the sender is dropped.
fn run(ready: &mpsc::Sender<io::Result<Handle>>, dropped: oneshot::Receiver<()>) {
    let built = Builder::new_current_thread().enable_all().build_local(LocalOptions::default());
    // Whoever starts the thread waits for this.
    let (told, runtime) = match built {
        Ok(runtime) => (ready.send(Ok(runtime.handle().clone())), Some(runtime)),
        Err(error) => (ready.send(Err(error)), None),
    };
    if let (Ok(()), Some(runtime)) = (told, runtime) {
        // It ends with an error: nothing is ever sent.
        let _ = runtime.block_on(dropped);
    }
}
