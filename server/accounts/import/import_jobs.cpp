#include "server/accounts/import/import_jobs.h"

#include <utility>

#include "server/api/codecs.h"
#include "server/api/errors.h"
#include "server/crypto/digest.h"
#include "server/util/strings.h"
#include "server/util/time_text.h"

namespace rockpool::accounts {
namespace {

constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
constexpr std::size_t kDrawnLength = 10;
constexpr const char* kUsualHost = "127.0.0.1:9229";  // of whoever has no connection

constexpr util::EpochMillis kSecond = 1000;
// AWS: between 24 and 48 hours (the developer guide). Assumed: the earliest.
constexpr util::EpochMillis kLifetime = 24 * 60 * 60 * kSecond;

// "20261130T004221Z".
std::string DateOf(util::EpochMillis time) {
  std::string date = util::CompactTime(time) + "Z";
  date.insert(8, "T");
  return date;
}

std::string Sign(const Settings& settings, const UploadAddress& address) {
  std::string signed_text = "import";
  for (const std::string_view part : {address.user_pool_id, address.job_id, address.date}) {
    signed_text.append("/").append(part);
  }
  return util::HexEncode(crypto::BytesOf(crypto::HmacSha256(settings.secret, signed_text)));
}

// In the form of S3's, so that whoever takes it apart finds what is usual there.
std::string AddressOf(const ImportJob& job, const Settings& settings, const world::Caller& caller) {
  const std::string date = DateOf(job.record.creation_millis);
  const std::string signature = Sign(settings, {job.record.user_pool_id, job.record.job_id, date, ""});
  return std::string(caller.is_tls ? "https://" : "http://") + (caller.host.empty() ? kUsualHost : caller.host) + "/import/" +
         job.record.user_pool_id + "/" + job.record.job_id + "?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=" + date +
         "&X-Amz-Expires=" + std::to_string(kUploadSeconds) +
         "&X-Amz-SignedHeaders=host%3Bx-amz-server-side-encryption&X-Amz-Signature=" + signature;
}

}  // namespace

ImportJob DecodeJob(storage::UserImportJob record) {
  ImportJob job;
  job.content = api::FromStoredJson<api::UserImportJobType>(record.document);
  job.record = std::move(record);
  return job;
}

ImportJob NewJob(const api::CreateUserImportJobRequest& request, util::Random& random, util::EpochMillis now) {
  ImportJob job;
  job.record.user_pool_id = request.UserPoolId;
  job.record.job_id = "import-" + util::RandomText(random, kAlphabet, kDrawnLength);
  job.record.creation_millis = now;
  job.content.JobName = request.JobName;
  job.content.JobId = job.record.job_id;
  job.content.UserPoolId = request.UserPoolId;
  job.content.CreationDate = api::Timestamp{now};
  job.content.Status = ImportStatus::Created;
  job.content.CloudWatchLogsRoleArn = request.CloudWatchLogsRoleArn;
  job.content.ImportedUsers = 0;
  job.content.SkippedUsers = 0;
  job.content.FailedUsers = 0;
  job.content.PasswordHashingAlgorithm = request.PasswordHashingAlgorithm;
  return job;
}

storage::UserImportJob RecordOf(const ImportJob& job) {
  storage::UserImportJob record = job.record;
  record.is_active = job.status() == ImportStatus::Pending || job.status() == ImportStatus::InProgress;
  record.document = api::ToJson(job.content);
  return record;
}

void LetExpire(ImportJob& job, util::EpochMillis now) {
  const util::EpochMillis end = job.record.creation_millis + kLifetime;
  if (job.status() == ImportStatus::Created && now >= end) {
    EndJob(job, ImportStatus::Expired, "The user import job has expired.", end);
  }
}

bool NeedsFile(const ImportJob& job) {
  const bool is_to_come =
      job.status() == ImportStatus::Created || job.status() == ImportStatus::Pending || job.status() == ImportStatus::InProgress;
  return is_to_come && job.record.file_bytes.has_value();
}

void EndJob(ImportJob& job, ImportStatus status, std::string message, util::EpochMillis now) {
  job.content.Status = status;
  job.content.CompletionMessage = std::move(message);
  job.content.CompletionDate = api::Timestamp{now};
}

ImportJob RequireJob(const storage::Transaction& transaction, std::string_view user_pool_id, const std::string& job_id,
                     util::EpochMillis now) {
  auto record = transaction.user_import_jobs().Find(job_id);
  if (!record || record->user_pool_id != user_pool_id) {
    // Assumed: the text.
    throw api::ResourceNotFoundException("User import job " + job_id + " does not exist.");
  }
  ImportJob job = DecodeJob(*std::move(record));
  LetExpire(job, now);
  return job;
}

void RequireNoImport(const storage::Transaction& transaction, const storage::UserPool& pool) {
  // An account has one at most.
  const auto job = transaction.user_import_jobs().FindActiveOf(pool.account, pool.region);
  if (job && job->user_pool_id == pool.id) {
    throw api::UserImportInProgressException("A user import job is in progress for the user pool.");
  }
}

api::UserImportJobType ShownJob(const ImportJob& job, const Settings& settings, const world::Caller& caller) {
  api::UserImportJobType shown = job.content;
  shown.PreSignedUrl = AddressOf(job, settings, caller);
  return shown;
}

bool IsSigned(const Settings& settings, const UploadAddress& address) {
  return crypto::EqualInConstantTime(Sign(settings, address), address.signature);
}

bool HasUploadExpired(const ImportJob& job, util::EpochMillis now) { return now > job.record.creation_millis + kUploadSeconds * kSecond; }

}  // namespace rockpool::accounts
