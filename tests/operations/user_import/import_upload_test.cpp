// What the address of a job's file takes, once, and what it refuses in S3's words.
#include "tests/operations/user_import/import_pool.h"

namespace rockpool::support {
namespace {

class ImportUpload : public PoolTest<ImportPool> {
 protected:
  // Status and code: "403 AccessDenied".
  std::string Try(http::Request request) {
    const http::Response response = pool.Send(std::move(request));
    const std::size_t code = response.body.find("<Code>");
    return std::to_string(response.status) +
           (code == std::string::npos ? "" : " " + response.body.substr(code + 6, response.body.find("</Code>") - code - 6));
  }
  http::Request With(std::string_view header, const std::string& value) {
    http::Request request = pool.UploadOf(job, kImportHeader);
    http::Headers headers;
    for (const auto& [name, kept] : request.headers) {
      if (name != header) {
        headers.Add(name, kept);
      }
    }
    if (!value.empty()) {
      headers.Add(header, value);
    }
    request.headers = headers;
    return request;
  }

  const std::string job = pool.Add();
};

constexpr const char* kBadSignature = "403 SignatureDoesNotMatch";

TEST_F(ImportUpload, TakesTheFileOnce) {
  EXPECT_EQ(Try(pool.UploadOf(job, kImportHeader)), "200");
  EXPECT_EQ(Try(pool.UploadOf(job, kImportHeader)), "403 AccessDenied");
  EXPECT_EQ(pool.StatusOf(job), "Created");
}

TEST_F(ImportUpload, TakesItForFifteenMinutes) {
  const http::Request request = pool.UploadOf(job, kImportHeader);
  service.clock.Advance(899'001);
  EXPECT_EQ(Try(request), "403 AccessDenied");
  service.clock.Advance(-1);
  EXPECT_EQ(Try(request), "200");
}

TEST_F(ImportUpload, TakesNoneThatWasNotAskedFor) {
  for (const char* query : {"", "X-Amz-Signature=", "X-Amz-Date=20231114T221320Z&X-Amz-Signature=00", "%zz"}) {
    http::Request request = pool.UploadOf(job, kImportHeader);
    request.query = query;
    EXPECT_EQ(Try(request), kBadSignature) << query;
  }
  http::Request other = pool.UploadOf(job, kImportHeader);
  other.captures = {{"pool", pool.id()}, {"job", pool.Add()}};
  EXPECT_EQ(Try(other), kBadSignature) << "another job's";
  EXPECT_EQ(Try(With("x-amz-server-side-encryption", "")), kBadSignature);
  EXPECT_EQ(Try(With("x-amz-server-side-encryption", "AES256")), kBadSignature);
  const http::Request of_deleted = pool.UploadOf(job, kImportHeader);
  EXPECT_EQ(pool.Try("DeleteUserPool"), kOk);
  EXPECT_EQ(Try(of_deleted), "403 AccessDenied");
}

TEST_F(ImportUpload, TakesNoneThatIsTooLargeOrOfAnotherLengthThanItSays) {
  EXPECT_EQ(Try(With("Content-Length", "100000001")), "400 EntityTooLarge");
  EXPECT_EQ(Try(With("Content-Length", "99999999999999999999999")), "411 MissingContentLength");
  EXPECT_EQ(Try(With("Content-Length", "")), "411 MissingContentLength");
  EXPECT_EQ(Try(With("Content-Length", "1")), "400 IncompleteBody");
  EXPECT_EQ(pool.files().Open(job), nullptr) << "and nothing is kept";
  EXPECT_EQ(Try(pool.UploadOf(job, kImportHeader)), "200");
}

TEST_F(ImportUpload, TakesOneAtATime) {
  const auto other = pool.files().Begin(job);
  EXPECT_EQ(Try(pool.UploadOf(job, kImportHeader)), "409 OperationAborted");
}

TEST_F(ImportUpload, LeavesTheFileOfARunningJobToItWhoeverWasToSendAnother) {
  const http::Request late = pool.UploadOf(job, std::string(kImportHeader) + ImportRow("eve"));
  auto sink = pool.upload().SinkFor(late);
  ASSERT_FALSE(sink->IsDone()) << "its head came while the job had no file";
  pool.Upload(job, std::string(kImportHeader) + ImportRow("ada"));
  EXPECT_EQ(pool.TryOf("StartUserImportJob", job), kOk);
  sink->Take(late.body);
  EXPECT_EQ(http::WorkOutHere(*pool.upload().AcceptStreamed(late, std::move(sink))).status, 403);
  ASSERT_NE(pool.files().Open(job), nullptr);
  while (pool.RunStep()) {
  }
  EXPECT_EQ(pool.ResultOf(job), "Succeeded 1 0 0");
  EXPECT_EQ(StatusOf(service, pool.id(), "ada"), "RESET_REQUIRED");
}

TEST_F(ImportUpload, TakesNoneForAJobThatIsOver) {
  http::Request request = pool.UploadOf(job, kImportHeader);
  pool.Upload(job, kImportHeader);
  EXPECT_EQ(pool.TryOf("StartUserImportJob", job), kOk);
  EXPECT_EQ(Try(request), "403 AccessDenied");
  while (pool.RunStep()) {
  }
  EXPECT_EQ(Try(request), "403 AccessDenied");
}

TEST_F(ImportUpload, TakesAnEmptyFile) {
  EXPECT_EQ(Try(pool.UploadOf(job, "")), "200");
  EXPECT_EQ(pool.TryOf("StartUserImportJob", job), kOk);
}

}  // namespace
}  // namespace rockpool::support
