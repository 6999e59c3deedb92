#include "server/workbench/import_upload.h"

#include <charconv>
#include <cstdint>
#include <exception>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "server/accounts/import/import_jobs.h"
#include "server/accounts/settings.h"
#include "server/http/form.h"
#include "server/util/log.h"
#include "server/util/strings.h"
#include "storage/store.h"

namespace rockpool::workbench {
namespace {

struct S3Error {
  int status;
  const char* code;
  const char* message;
};

// The words of S3's API reference, "Error responses".
constexpr S3Error kBadSignature{
    403, "SignatureDoesNotMatch",
    "The request signature we calculated does not match the signature you provided. Check your key and signing method."};
constexpr S3Error kExpired{403, "AccessDenied", "Request has expired"};
constexpr S3Error kDenied{403, "AccessDenied", "Access Denied"};  // Assumed of a second upload, and of one for a job that has begun
constexpr S3Error kConflict{409, "OperationAborted",
                            "A conflicting conditional operation is currently in progress against this resource. Try again."};
constexpr S3Error kNoLength{411, "MissingContentLength", "You must provide the Content-Length HTTP header."};
constexpr S3Error kTooLarge{400, "EntityTooLarge", "Your proposed upload exceeds the maximum allowed object size."};
constexpr S3Error kIncomplete{400, "IncompleteBody",
                              "You did not provide the number of bytes specified by the Content-Length HTTP header."};
constexpr S3Error kInternal{500, "InternalError", "We encountered an internal error. Please try again."};

constexpr std::size_t kTagBytes = 16;

http::Response Refused(const S3Error& error, const std::string& request_id) {
  http::Response response;
  response.status = error.status;
  response.headers.Add("Content-Type", "application/xml");
  response.headers.Add("x-amz-request-id", request_id);
  response.body = std::string("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>") + error.code + "</Code><Message>" +
                  error.message + "</Message><RequestId>" + request_id + "</RequestId></Error>";
  return response;
}

// nullopt unless it is there and a whole number.
std::optional<std::uint64_t> LengthIn(const http::Request& head) {
  const std::string_view text = head.headers.Find("Content-Length").value_or("");
  std::uint64_t length = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), length);
  return !text.empty() && error == std::errc() && end == text.data() + text.size() ? std::optional(length) : std::nullopt;
}

bool IsSigned(const world::World& world, const http::Request& head) {
  const auto query = http::ParseForm(head.query);
  if (!query) {
    return false;
  }
  // Signed along, as with S3.
  const bool is_encrypted = head.headers.Find("x-amz-server-side-encryption").value_or("") == "aws:kms";
  return accounts::IsSigned(world.settings.Of<accounts::Settings>(),
                            {head.Captured("pool"), head.Captured("job"), query->Find("X-Amz-Date").value_or(""),
                             query->Find("X-Amz-Signature").value_or("")}) &&
         is_encrypted;
}

std::optional<accounts::ImportJob> FindJob(const storage::Transaction& transaction, const std::string& job_id, util::EpochMillis now) {
  auto record = transaction.user_import_jobs().Find(job_id);
  if (!record) {
    return std::nullopt;
  }
  accounts::ImportJob job = accounts::DecodeJob(*std::move(record));
  accounts::LetExpire(job, now);
  return job;
}

bool TakesFile(const accounts::ImportJob& job) { return job.status() == accounts::ImportStatus::Created && !job.record.file_bytes; }

// What the head alone says against it.
std::optional<S3Error> RefusalOf(const world::World& world, const http::Request& head) {
  if (!IsSigned(world, head)) {
    return kBadSignature;
  }
  const util::EpochMillis now = world.clock.Now();
  const auto job = world.store.Read(
      [&](const storage::Transaction& transaction) { return FindJob(transaction, std::string(head.Captured("job")), now); });
  if (!job) {
    return kDenied;
  }
  if (accounts::HasUploadExpired(*job, now)) {
    return kExpired;
  }
  if (!TakesFile(*job)) {
    return kDenied;
  }
  const auto length = LengthIn(head);
  if (!length) {
    return kNoLength;
  }
  return *length > accounts::kMostImportFileBytes ? std::optional(kTooLarge) : std::nullopt;
}

class UploadSink final : public http::BodySink {
 public:
  UploadSink(accounts::ImportFiles& files, std::optional<S3Error> refusal, const http::Request& head)
      : files_(files), job_id_(head.Captured("job")), length_(LengthIn(head).value_or(0)), refusal_(refusal) {}

  bool IsDone() const noexcept override { return refusal_.has_value(); }

  void Take(std::string_view bytes) noexcept override {
    if (refusal_) {
      return;
    }
    try {
      if (Begin()) {
        incoming_->Append(bytes);
        taken_ += bytes.size();
      }
    } catch (const std::exception& error) {
      Fail(error);
    }
  }

  // Where it has come whole: on the disk, and the job knows it. May wait for the disk and for the turn to write.
  std::optional<S3Error> Finish(const world::World& world) noexcept {
    try {
      if (!refusal_ && taken_ != length_) {
        refusal_ = kIncomplete;
      }
      if (!refusal_ && Begin() && IsStillWanted(world)) {
        incoming_->Keep();
        Commit(world);
      }
    } catch (const std::exception& error) {
      Fail(error);
    }
    incoming_.reset();
    return refusal_;
  }

 private:
  // False where somebody else sends a file for the job just now.
  bool Begin() {
    if (!incoming_) {
      incoming_ = files_.Begin(job_id_);
      refusal_ = incoming_ ? std::nullopt : std::optional(kConflict);
    }
    return incoming_ != nullptr;
  }

  // Another file may have come whole since the head did, and its job runs by it. From here on nobody else can begin one.
  bool IsStillWanted(const world::World& world) {
    const util::EpochMillis now = world.clock.Now();
    const auto job = world.store.Read([&](const storage::Transaction& transaction) { return FindJob(transaction, job_id_, now); });
    refusal_ = job && TakesFile(*job) ? std::nullopt : std::optional(kDenied);
    return !refusal_;
  }

  void Commit(const world::World& world) {
    const util::EpochMillis now = world.clock.Now();
    const bool is_taken = world.store.Write([&](storage::Transaction& transaction) {
      auto job = FindJob(transaction, job_id_, now);
      if (!job || !TakesFile(*job)) {
        return false;
      }
      job->record.file_bytes = static_cast<std::int64_t>(taken_);
      transaction.user_import_jobs().Update(accounts::RecordOf(*job));
      return true;
    });
    if (!is_taken) {
      files_.Remove(job_id_);
      refusal_ = kDenied;
    }
  }

  void Fail(const std::exception& error) noexcept {
    util::Log(util::LogLevel::kError, "the file of an import was not kept", {{"job", job_id_}, {"error", error.what()}});
    refusal_ = kInternal;
  }

  accounts::ImportFiles& files_;
  const std::string job_id_;
  const std::uint64_t length_;
  std::optional<S3Error> refusal_;
  std::uint64_t taken_ = 0;
  std::unique_ptr<accounts::ImportFiles::Incoming> incoming_;
};

class Upload final : public http::Work {
 public:
  Upload(const world::World& world, std::unique_ptr<http::BodySink> sink) : world_(world), sink_(std::move(sink)) {}

  http::Runs Where() const override { return http::Runs::kWaits; }  // for the disk

  http::Response Run() noexcept override {
    const std::string request_id = util::RandomUuid(world_.random);
    const auto refusal = static_cast<UploadSink&>(*sink_).Finish(world_);
    util::Log(util::LogLevel::kInfo, "import upload", {{"status", refusal ? refusal->status : 200}, {"request_id", request_id}});
    if (refusal) {
      return Refused(*refusal, request_id);
    }
    http::Response response;
    std::string tag(kTagBytes, '\0');
    world_.random.Fill({reinterpret_cast<unsigned char*>(tag.data()), tag.size()});
    response.headers.Add("ETag", "\"" + util::HexEncode(tag) + "\"");  // of what is encrypted with KMS it is no digest
    response.headers.Add("x-amz-request-id", request_id);
    response.headers.Add("x-amz-server-side-encryption", "aws:kms");
    return response;
  }

 private:
  const world::World& world_;
  const std::unique_ptr<http::BodySink> sink_;  // an UploadSink: this endpoint makes no other
};

}  // namespace

std::unique_ptr<http::BodySink> ImportUpload::SinkFor(const http::Request& head) noexcept {
  std::optional<S3Error> refusal;
  try {
    refusal = RefusalOf(world_, head);
  } catch (const std::exception& error) {
    util::Log(util::LogLevel::kError, "an upload was not looked at", {{"error", error.what()}});
    refusal = kInternal;
  }
  return std::make_unique<UploadSink>(files_, refusal, head);
}

std::unique_ptr<http::Work> ImportUpload::AcceptStreamed(http::Request /*request*/, std::unique_ptr<http::BodySink> sink) noexcept {
  return std::make_unique<Upload>(world_, std::move(sink));
}

std::unique_ptr<http::Work> ImportUpload::Accept(http::Request request) noexcept {
  auto sink = SinkFor(request);
  if (!request.body.empty()) {
    sink->Take(request.body);
  }
  return AcceptStreamed(std::move(request), std::move(sink));
}

}  // namespace rockpool::workbench
