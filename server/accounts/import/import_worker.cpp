#include "server/accounts/import/import_worker.h"

#include <chrono>
#include <exception>
#include <utility>

#include "server/util/log.h"

namespace rockpool::accounts {
namespace {

constexpr std::chrono::milliseconds kPauseAfterFailure{1000};

}  // namespace

void ImportBell::Ring() {
  const util::LockGuard lock(mutex_);
  has_rung_ = true;
  changed_.NotifyAll();
}

void ImportBell::Stop() {
  const util::LockGuard lock(mutex_);
  has_stopped_ = true;
  changed_.NotifyAll();
}

bool ImportBell::Wait() {
  const util::LockGuard lock(mutex_);
  while (!has_rung_ && !has_stopped_) {
    changed_.Wait(mutex_);
  }
  has_rung_ = false;
  return !has_stopped_;
}

bool ImportBell::has_stopped() const {
  const util::LockGuard lock(mutex_);
  return has_stopped_;
}

ImportWorker::ImportWorker(const world::World& world, ImportFiles& files, std::shared_ptr<ImportBell> bell)
    : importer_(world, files), bell_(std::move(bell)), thread_([this] { Loop(); }) {}

ImportWorker::~ImportWorker() {
  bell_->Stop();
  thread_.join();
}

void ImportWorker::Loop() noexcept {
  while (bell_->Wait()) {
    try {
      while (!bell_->has_stopped() && importer_.RunStep()) {
      }
      importer_.RemoveFiles();
    } catch (const std::exception& error) {
      // The disk takes nothing now: nothing was done, and it is tried again.
      util::Log(util::LogLevel::kError, "an import waits for the disk", {{"error", error.what()}});
      std::this_thread::sleep_for(kPauseAfterFailure);
      bell_->Ring();
    }
  }
}

}  // namespace rockpool::accounts
