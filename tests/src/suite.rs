//! Trials in browsers: each gets a session of its engine, and sessions are used again.

use crate::browser::Browser;
use crate::driver::{Display, Driver};
use crate::engine::Engine;
use crate::places;
use crate::portal::Portal;
use crate::site::Site;
use anyhow::{Context as _, Result};
use libtest_mimic::{Arguments, Failed, Trial};
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant};
use tokio::runtime::Runtime;

/// A trial that takes longer is stuck.
const LIMIT: Duration = Duration::from_secs(600);

/// What the trials of one test program share.
pub struct Suite {
    runtime: Runtime,
    browsers: BTreeMap<Engine, Mutex<Option<Browser>>>,
    display: Mutex<Option<Arc<Display>>>,
    portal: OnceLock<Portal>,
    site: OnceLock<Site>,
    starting: Mutex<()>,
}

/// A trial: a name, and what to do in a browser.
type Act = fn(&Suite, &Browser) -> Result<()>;

impl Suite {
    fn new() -> Result<Self> {
        Ok(Self {
            runtime: tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?,
            browsers: Engine::all().into_iter().map(|engine| (engine, Mutex::new(None))).collect(),
            display: Mutex::new(None),
            portal: OnceLock::new(),
            site: OnceLock::new(),
            starting: Mutex::new(()),
        })
    }

    /// Runs async code to its end.
    ///
    /// # Errors
    /// Those of the code, and when it is stuck.
    pub fn block_on<T>(&self, future: impl Future<Output = Result<T>>) -> Result<T> {
        self.runtime.block_on(async {
            tokio::time::timeout(LIMIT, future)
                .await
                .with_context(|| format!("not done after {} s", LIMIT.as_secs()))?
        })
    }

    /// A portal that trials share; for those that change nothing in it.
    ///
    /// # Errors
    /// When it does not start.
    pub fn portal(&self) -> Result<&Portal> {
        let _one_at_a_time = lock(&self.starting);
        if self.portal.get().is_none() {
            let _ = self.portal.set(Portal::start()?);
        }
        self.portal.get().context("the portal has started")
    }

    /// A host's server that trials share.
    ///
    /// # Errors
    /// When it does not start.
    pub fn site(&self) -> Result<&Site> {
        let _one_at_a_time = lock(&self.starting);
        if self.site.get().is_none() {
            let _ = self.site.set(Site::start(self.runtime.handle())?);
        }
        self.site.get().context("the site has started")
    }

    fn display(&self) -> Result<Arc<Display>> {
        let mut display = lock(&self.display);
        match &*display {
            Some(display) => Ok(display.clone()),
            None => Ok(display.insert(Arc::new(Display::start()?)).clone()),
        }
    }

    fn start(&self, engine: Engine) -> Result<Browser> {
        let display = if engine.needs_display() { Some(self.display()?) } else { None };
        let driver = self.runtime.block_on(Driver::start(engine, display.as_deref()))?;
        Ok(Browser::new(engine, driver))
    }

    fn run(&self, engine: Engine, name: &str, act: Act) -> Result<(), Failed> {
        let slot = self.browsers.get(&engine).ok_or("no such engine")?;
        let mut slot = lock(slot);
        let started = Instant::now();
        let browser = match slot.take() {
            Some(browser) => browser,
            None => self.start(engine).map_err(|error| format!("{error:#}"))?,
        };
        let outcome = catch_unwind(AssertUnwindSafe(|| act(self, &browser)));
        let outcome = match outcome {
            Ok(Ok(())) => Ok(()),
            Ok(Err(error)) => Err(format!("{error:#}")),
            Err(panic) => Err(message(panic.as_ref())),
        };
        eprintln!("      {}::{name} {:.1} s", engine.name(), started.elapsed().as_secs_f32());
        match outcome {
            Ok(()) => {
                if self.block_on(browser.forget()).is_ok() {
                    *slot = Some(browser);
                }
                Ok(())
            }
            Err(error) => {
                let seen = self.picture(&browser, engine, name);
                // What the failure left behind must not make the next one fail.
                self.runtime.block_on(browser.close());
                Err(format!("{error}\n{seen}").into())
            }
        }
    }

    fn picture(&self, browser: &Browser, engine: Engine, name: &str) -> String {
        let save = || -> Result<String> {
            let file = places::screenshots()?.join(format!("{}-{name}.png", engine.name()));
            self.block_on(async {
                if !browser.is_alive().await {
                    anyhow::bail!("the browser does not answer any more");
                }
                let url = browser.client().current_url().await?;
                browser.save_screenshot(&file).await?;
                Ok(format!("at {url}, seen in {}", file.display()))
            })
        };
        save().unwrap_or_else(|error| format!("no picture: {error:#}"))
    }

    fn close(&self) {
        for slot in self.browsers.values() {
            if let Some(browser) = lock(slot).take() {
                self.runtime.block_on(browser.close());
            }
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn message(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str).or(panic.downcast_ref::<&str>().copied());
    text.unwrap_or("it panicked").to_owned()
}

/// `main` of a test program: every trial in every engine, or in those that it is for.
#[must_use]
pub fn main_of(trials: &[(&'static str, &[Engine], Act)]) -> ExitCode {
    let mut arguments = Arguments::from_args();
    // One trial of each engine at a time, on as many cores as there are; a browser uses more than one.
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    arguments.test_threads.get_or_insert(cores.min(3));
    let suite = match Suite::new() {
        Ok(suite) => Arc::new(suite),
        Err(error) => {
            eprintln!("error: {error:#}");
            return ExitCode::FAILURE;
        }
    };
    let mut tests = Vec::new();
    for (name, engines, act) in trials {
        for engine in
            Engine::all().into_iter().filter(|engine| engines.is_empty() || engines.contains(engine))
        {
            let (suite, name, act) = (suite.clone(), *name, *act);
            tests.push(Trial::test(format!("{}::{name}", engine.name()), move || {
                suite.run(engine, name, act)
            }));
        }
    }
    let conclusion = libtest_mimic::run(&arguments, tests);
    suite.close();
    drop(suite);
    conclusion.exit_code()
}
