// The CSV files that were uploaded for imports: beside the database, where they outlive the server's end, or, for a database in memory, as
// files without a name, which end with it. They are their owner's alone to read, since hashes of passwords may be in them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <span>
#include <string>
#include <string_view>

#include "server/util/thread_safety.h"

namespace rockpool::accounts {

// An open file, closed by its end. Any thread.
class ImportFile {
 public:
  explicit ImportFile(int descriptor) : descriptor_(descriptor) {}
  ImportFile(const ImportFile&) = delete;
  ImportFile& operator=(const ImportFile&) = delete;
  ~ImportFile();

  // Both throw std::system_error if the disk fails; ReadAt returns 0 at the end.
  std::size_t ReadAt(std::int64_t offset, std::span<char> space) const;
  void Append(std::string_view bytes);

  // Until it survives a power cut.
  void Sync();

 private:
  const int descriptor_;
};

// Any thread.
class ImportFiles {
 public:
  // For the database at that path; ":memory:" is none.
  explicit ImportFiles(std::string database);
  ImportFiles(const ImportFiles&) = delete;
  ImportFiles& operator=(const ImportFiles&) = delete;

  // What comes in, and is thrown away at its end unless it was kept. Of one job there is one at a time.
  class Incoming {
   public:
    Incoming(ImportFiles& files, std::string job_id, std::shared_ptr<ImportFile> file);
    Incoming(const Incoming&) = delete;
    Incoming& operator=(const Incoming&) = delete;
    ~Incoming();

    // Throws std::system_error if the disk fails.
    void Append(std::string_view bytes) { file_->Append(bytes); }

    // It becomes the job's file, on the disk by then. Throws as above.
    void Keep();

   private:
    friend class ImportFiles;

    ImportFiles& files_;
    const std::string job_id_;
    std::shared_ptr<ImportFile> file_;
  };

  // nullptr while another one comes in for the job. Throws std::system_error if the disk takes none.
  std::unique_ptr<Incoming> Begin(const std::string& job_id);

  // The file that was kept for the job; nullptr if there is none.
  std::shared_ptr<const ImportFile> Open(const std::string& job_id);

  void Remove(const std::string& job_id);

  // All but those of jobs for which `is_needed`, and those that come in now.
  void RemoveUnless(const std::function<bool(const std::string& job_id)>& is_needed);

 private:
  std::string PathOf(std::string_view job_id) const { return prefix_ + std::string(job_id); }
  std::shared_ptr<ImportFile> Create(const std::string& job_id) const;

  const std::string prefix_;  // of paths; empty: the files have none
  util::Mutex mutex_;
  std::map<std::string, std::shared_ptr<ImportFile>> kept_ ROCKPOOL_GUARDED_BY(mutex_);  // those without a path
  std::set<std::string> coming_in_ ROCKPOOL_GUARDED_BY(mutex_);
};

}  // namespace rockpool::accounts
