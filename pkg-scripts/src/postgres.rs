//! A PostgreSQL server of our own, for as long as the tests that use it.

use std::fs;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::{files, process, setup};

/// The account that Debian's package creates. `initdb` and `postgres` refuse to run as root.
const UNPRIVILEGED: &str = "postgres";
const START_LIMIT: Duration = Duration::from_secs(30);

/// A running server. Dropping it stops it and removes its files.
#[derive(Debug)]
pub(crate) struct Server {
    process: Child,
    folder: PathBuf,
    address: String,
}

/// The folder of `initdb` and `postgres`: on PATH, or the newest of Debian's.
pub(crate) fn programs() -> Option<PathBuf> {
    if let Some(program) = files::find_program(&["initdb"]) {
        return program.parent().map(Path::to_path_buf);
    }
    let versions = fs::read_dir("/usr/lib/postgresql").ok()?;
    versions
        .filter_map(|entry| entry.ok()?.file_name().to_str()?.parse::<u32>().ok())
        .max()
        .map(|version| PathBuf::from(format!("/usr/lib/postgresql/{version}/bin")))
        .filter(|folder| folder.join("initdb").is_file())
}

impl Server {
    /// Creates an empty cluster in a folder for temporary files and starts it on a free port of this machine.
    pub(crate) fn start() -> Result<Self> {
        let programs = programs().context("PostgreSQL is not installed: cargo xtask setup test")?;
        let root = setup::is_root()?;
        let folder = std::env::temp_dir().join(format!("guidance-forms-postgres-{}", std::process::id()));
        files::remove(&folder)?;
        fs::create_dir_all(&folder)?;
        if root {
            process::output(process::command("chown").arg(UNPRIVILEGED).arg(&folder))?;
        }
        let data = folder.join("data");
        process::output(
            unprivileged(root, &programs.join("initdb"))
                .args([
                    "--username=guidance",
                    "--auth=trust",
                    "--encoding=UTF8",
                    "--locale=C",
                    "--no-sync",
                    "-D",
                ])
                .arg(&data),
        )?;
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let log = fs::File::create(folder.join("log"))?;
        let process = unprivileged(root, &programs.join("postgres"))
            .arg("-D")
            .arg(&data)
            .args(["-p", &port.to_string(), "-c", "listen_addresses=127.0.0.1", "-c", "fsync=off"])
            .arg("-c")
            .arg(format!("unix_socket_directories={}", folder.display()))
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .context("postgres did not start")?;
        let address = format!("postgres://guidance@127.0.0.1:{port}/postgres");
        let mut server = Self { process, folder, address };
        server.wait(port)?;
        Ok(server)
    }

    /// The URL of its database.
    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    fn wait(&mut self, port: u16) -> Result<()> {
        let log = self.folder.join("log");
        let started = Instant::now();
        while started.elapsed() < START_LIMIT {
            if let Some(status) = self.process.try_wait()? {
                bail!("postgres ended at once ({status}):\n{}", files::read(&log)?);
            }
            let ready = files::read(&log)?.contains("ready to accept connections");
            if ready && TcpStream::connect(("127.0.0.1", port)).is_ok() {
                return Ok(());
            }
            thread::sleep(Duration::from_millis(50));
        }
        bail!("postgres was not ready after {} s:\n{}", START_LIMIT.as_secs(), files::read(&log)?)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // An interrupt is PostgreSQL's fast shutdown; it takes its worker processes with it, as a kill would not.
        let _ = process::command("kill").args(["-INT", &self.process.id().to_string()]).status();
        let started = Instant::now();
        while started.elapsed() < Duration::from_secs(10) && matches!(self.process.try_wait(), Ok(None)) {
            thread::sleep(Duration::from_millis(50));
        }
        let _ = self.process.kill();
        let _ = self.process.wait();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// The program as the unprivileged account when this is root, and such that it ends when this process does.
fn unprivileged(root: bool, program: &Path) -> Command {
    if files::find_program(&["setpriv"]).is_none() {
        return process::command(program);
    }
    let mut command = process::command("setpriv");
    if root {
        command.args(["--reuid", UNPRIVILEGED, "--regid", UNPRIVILEGED, "--clear-groups"]);
    }
    command.args(["--pdeathsig", "INT", "--"]).arg(program);
    // The checkout may be in a folder that the account may not enter.
    command.current_dir("/").env("LC_ALL", "C");
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_runs_as_long_as_it_is_needed() {
        if programs().is_none() {
            println!("PostgreSQL is not installed");
            return;
        }
        let server = Server::start().unwrap();
        let (folder, address) = (server.folder.clone(), server.address().to_owned());
        let port: u16 = address.split([':', '/']).nth_back(1).unwrap().parse().unwrap();
        assert!(TcpStream::connect(("127.0.0.1", port)).is_ok());
        drop(server);
        assert!(TcpStream::connect(("127.0.0.1", port)).is_err());
        assert!(!folder.exists());
    }
}
