// A pool whose users are imported, with what takes and reads the files.
#pragma once

#include <gtest/gtest.h>

#include <initializer_list>
#include <string>
#include <string_view>

#include "server/accounts/import/importer.h"
#include "server/workbench/import_upload.h"
#include "storage/store.h"
#include "tests/operations/pool_caller.h"
#include "tests/support/users.h"

namespace rockpool::support {

inline constexpr const char* kRole = "arn:aws:iam::123456789012:role/Logs";
inline constexpr const char* kImportHeader = "cognito:username,email,email_verified,name\n";

// A row of kImportHeader.
inline std::string ImportRow(const std::string& name) { return name + "," + name + "@example.com,true,\n"; }

class ImportPool : public PoolCaller {
 public:
  explicit ImportPool(TestService& service, std::string_view more = "", CallerKey caller = {})
      : PoolCaller(service, std::string(R"(,"AutoVerifiedAttributes":["email"])") + std::string(more), std::move(caller)),
        service_(service) {}

  Answer Create(std::string_view more = "", std::string_view name = "a job") const {
    return Call("CreateUserImportJob", JoinedMembers(TextMember("JobName", name) + "," + TextMember("CloudWatchLogsRoleArn", kRole), more));
  }
  // The id of a new job.
  std::string Add(std::string_view more = "") const { return Create(more).TextAt("UserImportJob.JobId"); }

  Answer Of(std::string_view operation, std::string_view job) const { return Call(operation, TextMember("JobId", job)); }
  std::string TryOf(std::string_view operation, std::string_view job) const { return OutcomeOf(Of(operation, job)); }
  Answer Describe(std::string_view job) const { return Of("DescribeUserImportJob", job); }
  std::string StatusOf(std::string_view job) const { return Describe(job).TextAt("UserImportJob.Status"); }

  // The request that sends a file to the job's address.
  http::Request UploadOf(const std::string& job, const std::string& file) const {
    const std::string url = Describe(job).TextAt("UserImportJob.PreSignedUrl");
    http::Request request;
    request.method = "PUT";
    request.path = "/import/" + id() + "/" + job;
    request.query = url.substr(url.find('?') + 1);
    request.headers.Add("Content-Length", std::to_string(file.size()));
    request.headers.Add("x-amz-server-side-encryption", "aws:kms");
    request.captures = {{"pool", id()}, {"job", job}};
    request.body = file;
    return request;
  }
  http::Response Send(http::Request request) { return http::WorkOutHere(*upload_.Accept(std::move(request))); }
  void Upload(const std::string& job, const std::string& file) { EXPECT_EQ(Send(UploadOf(job, file)).status, 200); }

  // A job with that file, started; `more` is of its creation.
  std::string Start(const std::string& file, std::string_view more = "") {
    const std::string job = Add(more);
    Upload(job, file);
    EXPECT_EQ(TryOf("StartUserImportJob", job), kOk);
    return job;
  }
  bool RunStep() { return importer_.RunStep(); }
  // The same, run to its end.
  std::string Import(const std::string& file, std::string_view more = "") {
    const std::string job = Start(file, more);
    while (RunStep()) {
    }
    return job;
  }

  // "Succeeded 1 0 0": status, imported, skipped, failed.
  std::string ResultOf(std::string_view job) const {
    const Answer answer = Describe(job);
    std::string result = answer.TextAt("UserImportJob.Status");
    for (const char* counter : {"Imported", "Skipped", "Failed"}) {
      result += " " + std::to_string(answer.At("UserImportJob." + std::string(counter) + "Users").GetInt64());
    }
    return result;
  }
  std::string LogOf(const std::string& job) const {
    return service_.world().store.Read([&](const storage::Transaction& transaction) {
      return transaction.user_import_jobs().Log(transaction.user_import_jobs().Find(job).value().number);
    });
  }

  accounts::ImportFiles& files() { return files_; }
  workbench::ImportUpload& upload() { return upload_; }

 private:
  TestService& service_;
  accounts::ImportFiles files_{":memory:"};
  accounts::Importer importer_{service_.world(), files_};
  workbench::ImportUpload upload_{service_.world(), files_};
};

}  // namespace rockpool::support
