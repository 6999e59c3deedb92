#include "server/accounts/import/import_files.h"

#include <fcntl.h>
#include <re2/re2.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <system_error>
#include <utility>
#include <vector>

namespace rockpool::accounts {
namespace {

constexpr std::string_view kUnfinished = ".part";
constexpr int kFlags = O_RDWR | O_CLOEXEC;
constexpr mode_t kOwnerAlone = 0600;

[[noreturn]] void ThrowDiskError(const char* what) { throw std::system_error(errno, std::generic_category(), what); }

// In the folder for such files, or, where a container has none, in memory.
int OpenWithoutName() {
  std::error_code none;
  const std::filesystem::path folder = std::filesystem::temp_directory_path(none);
  const int descriptor = none ? -1 : ::open(folder.c_str(), kFlags | O_TMPFILE, kOwnerAlone);
  return descriptor >= 0 ? descriptor : ::memfd_create("rockpool-import", MFD_CLOEXEC);
}

// A job's id, perhaps of a file that is not whole: nothing else beside a database is touched.
bool IsNameOfFile(std::string_view name) {
  static const re2::RE2 form("import-[0-9A-Za-z]{10}([.]part)?");
  return re2::RE2::FullMatch(re2::StringPiece(name.data(), name.size()), form);
}

}  // namespace

ImportFile::~ImportFile() { ::close(descriptor_); }

std::size_t ImportFile::ReadAt(std::int64_t offset, std::span<char> space) const {
  ssize_t bytes = 0;
  do {
    bytes = ::pread(descriptor_, space.data(), space.size(), offset);
  } while (bytes < 0 && errno == EINTR);
  if (bytes < 0) {
    ThrowDiskError("The file of an import cannot be read");
  }
  return static_cast<std::size_t>(bytes);
}

void ImportFile::Append(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
    if (written < 0 && errno != EINTR) {
      ThrowDiskError("The file of an import cannot be written");
    }
    bytes.remove_prefix(written < 0 ? 0 : static_cast<std::size_t>(written));
  }
}

void ImportFile::Sync() {
  if (::fdatasync(descriptor_) != 0) {
    ThrowDiskError("The file of an import cannot be written");
  }
}

ImportFiles::ImportFiles(std::string database) : prefix_(database == ":memory:" ? "" : std::move(database) + "-") {}

ImportFiles::Incoming::Incoming(ImportFiles& files, std::string job_id, std::shared_ptr<ImportFile> file)
    : files_(files), job_id_(std::move(job_id)), file_(std::move(file)) {}

ImportFiles::Incoming::~Incoming() {
  if (file_ && !files_.prefix_.empty()) {
    ::unlink((files_.PathOf(job_id_) + std::string(kUnfinished)).c_str());
  }
  const util::LockGuard lock(files_.mutex_);
  files_.coming_in_.erase(job_id_);
}

void ImportFiles::Incoming::Keep() {
  file_->Sync();
  if (files_.prefix_.empty()) {
    const util::LockGuard lock(files_.mutex_);
    files_.kept_[job_id_] = std::move(file_);
    return;
  }
  const std::string path = files_.PathOf(job_id_);
  if (::rename((path + std::string(kUnfinished)).c_str(), path.c_str()) != 0) {
    ThrowDiskError("The file of an import cannot be kept");
  }
  file_.reset();
}

std::shared_ptr<ImportFile> ImportFiles::Create(const std::string& job_id) const {
  const int descriptor = prefix_.empty()
                             ? OpenWithoutName()
                             : ::open((PathOf(job_id) + std::string(kUnfinished)).c_str(), kFlags | O_CREAT | O_TRUNC, kOwnerAlone);
  if (descriptor < 0) {
    ThrowDiskError("The file of an import cannot be made");
  }
  return std::make_shared<ImportFile>(descriptor);
}

std::unique_ptr<ImportFiles::Incoming> ImportFiles::Begin(const std::string& job_id) {
  {
    const util::LockGuard lock(mutex_);
    if (!coming_in_.insert(job_id).second) {
      return nullptr;
    }
  }
  // From here on its end takes the job off the list.
  auto incoming = std::make_unique<Incoming>(*this, job_id, nullptr);
  incoming->file_ = Create(job_id);
  return incoming;
}

std::shared_ptr<const ImportFile> ImportFiles::Open(const std::string& job_id) {
  if (prefix_.empty()) {
    const util::LockGuard lock(mutex_);
    const auto found = kept_.find(job_id);
    return found == kept_.end() ? nullptr : found->second;
  }
  const int descriptor = ::open(PathOf(job_id).c_str(), O_RDONLY | O_CLOEXEC);
  return descriptor < 0 ? nullptr : std::make_shared<const ImportFile>(descriptor);
}

void ImportFiles::Remove(const std::string& job_id) {
  if (!prefix_.empty()) {
    ::unlink(PathOf(job_id).c_str());
    return;
  }
  const util::LockGuard lock(mutex_);
  kept_.erase(job_id);
}

void ImportFiles::RemoveUnless(const std::function<bool(const std::string& job_id)>& is_needed) {
  std::vector<std::string> there;
  if (prefix_.empty()) {
    const util::LockGuard lock(mutex_);
    for (const auto& [job_id, file] : kept_) {
      there.push_back(job_id);
    }
  } else {
    const std::filesystem::path prefix(prefix_);
    const std::string begin = prefix.filename().string();
    std::error_code failed;
    const std::filesystem::path folder = prefix.has_parent_path() ? prefix.parent_path() : ".";
    for (const auto& entry : std::filesystem::directory_iterator(folder, failed)) {
      const std::string name = entry.path().filename().string();
      if (name.starts_with(begin) && IsNameOfFile(name.substr(begin.size()))) {
        there.push_back(name.substr(begin.size()));
      }
    }
  }
  for (const std::string& name : there) {
    const std::string job_id = name.ends_with(kUnfinished) ? name.substr(0, name.size() - kUnfinished.size()) : name;
    bool is_coming_in = false;
    {
      const util::LockGuard lock(mutex_);
      is_coming_in = coming_in_.contains(job_id);
    }
    if (!is_coming_in && (job_id != name || !is_needed(job_id))) {
      Remove(name);
    }
  }
}

}  // namespace rockpool::accounts
