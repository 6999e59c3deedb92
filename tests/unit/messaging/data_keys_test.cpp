#include "server/messaging/data_keys.h"

#include <gtest/gtest.h>

#include "server/crypto/base64.h"
#include "tests/support/fake_clock.h"
#include "tests/support/fake_http_client.h"
#include "tests/support/fake_random.h"

namespace rockpool::messaging {
namespace {

constexpr const char* kEndpoint = "http://127.0.0.1:4566/";
constexpr const char* kAlias = "alias/codes";
constexpr const char* kArn = "arn:aws:kms:eu-west-1:123456789012:key/1";
const crypto::EncryptionContext kContext{{"userpool-id", "us-east-1_Example"}};

class KeyService : public testing::Test {
 protected:
  std::string Answer(const std::string& plaintext, const std::string& key_id = kArn) {
    return R"({"KeyId":")" + key_id + R"(","Plaintext":")" + crypto::Base64Encode(plaintext) + R"(","CiphertextBlob":")" +
           crypto::Base64Encode("wrapped") + R"("})";
  }
  crypto::DataKey Draw(const std::string& key_id) {
    return KmsDataKeys(client_, clock_, http::ParseUrl(kEndpoint).value()).Draw(key_id, "us-east-1", kContext);
  }
  std::string ErrorOf(int status, const std::string& body) {
    client_.Answer(kEndpoint, status, body);
    try {
      Draw(kAlias);
      return "none";
    } catch (const DataKeyError& error) {
      return error.what();
    }
  }

  support::FakeHttpClient client_;
  support::FakeWallClock clock_;
};

TEST_F(KeyService, IsAskedForAKeyOf32BytesUnderThePoolsKey) {
  client_.Answer(kEndpoint, 200, Answer(std::string(32, 'd')));
  const crypto::DataKey key = Draw(kAlias);
  EXPECT_EQ(key.plaintext, std::string(32, 'd'));
  EXPECT_EQ(key.encrypted.provider_id, "aws-kms");
  EXPECT_EQ(key.encrypted.provider_info, kArn);
  EXPECT_EQ(key.encrypted.ciphertext, "wrapped");
  ASSERT_EQ(client_.requests.size(), 1U);
  const http::FetchRequest& request = client_.requests[0];
  EXPECT_EQ(request.method, "POST");
  EXPECT_EQ(request.headers.Find("X-Amz-Target"), "TrentService.GenerateDataKey");
  EXPECT_EQ(request.headers.Find("Content-Type"), "application/x-amz-json-1.1");
  EXPECT_EQ(request.body, R"({"KeyId":"alias/codes","EncryptionContext":{"userpool-id":"us-east-1_Example"},"NumberOfBytes":32})");
}

TEST_F(KeyService, IsAskedInTheRegionOfTheKeyElseOfThePool) {
  client_.Answer(kEndpoint, 200, Answer(std::string(32, 'd')));
  Draw(kArn);
  Draw(kAlias);
  const auto signature = [&](std::size_t i) {
    return std::string(client_.requests.at(i).secret_headers.Find("Authorization").value_or(""));
  };
  EXPECT_NE(signature(0).find("/eu-west-1/kms/aws4_request, "), std::string::npos) << signature(0);
  EXPECT_NE(signature(1).find("/us-east-1/kms/aws4_request, "), std::string::npos) << signature(1);
}

TEST_F(KeyService, MayLeaveOutTheKeysName) {
  client_.Answer(kEndpoint, 200, Answer(std::string(32, 'd'), ""));
  EXPECT_EQ(Draw(kAlias).encrypted.provider_info, kAlias);
}

TEST_F(KeyService, TellsWhyItRefuses) {
  EXPECT_EQ(ErrorOf(400, R"({"__type":"com.amazonaws.kms#NotFoundException","message":"no"})"),
            "the key service answered status 400, NotFoundException");
  EXPECT_EQ(ErrorOf(400, R"({"__type":"a\nb"})"), "the key service answered status 400");
  EXPECT_EQ(ErrorOf(503, "busy"), "the key service answered status 503");
}

TEST_F(KeyService, IsNotBelievedWhateverItAnswers) {
  for (const char* body : {"", "[]", "\"a\"", "not JSON"}) {
    EXPECT_EQ(ErrorOf(200, body), "the key service's answer is no JSON object") << body;
  }
  const std::string without_key = "the key service's answer has no data key of 32 bytes";
  for (const std::string& body : {std::string("{}"), Answer(std::string(16, 'd')), std::string(R"({"Plaintext":5,"CiphertextBlob":[]})"),
                                  std::string(R"({"Plaintext":"?","CiphertextBlob":"?"})")}) {
    EXPECT_EQ(ErrorOf(200, body), without_key) << body;
  }
}

TEST_F(KeyService, IsNotAskedWithoutAKey) {
  EXPECT_THROW(Draw(""), DataKeyError);
  EXPECT_TRUE(client_.requests.empty());
}

TEST_F(KeyService, FailsWhereItIsNotThere) { EXPECT_THROW(Draw(kAlias), DataKeyError); }

TEST(LocalDataKeys, AreWrappedByTheKeyThatEverybodyKnows) {
  support::FakeRandom random;
  const crypto::DataKey key = LocalDataKeys(random).Draw("", "us-east-1", kContext);
  EXPECT_EQ(key.plaintext.size(), 32U);
  EXPECT_EQ(kLocalKey.size(), 32U);
  EXPECT_EQ(key.encrypted.provider_id, kLocalKeyNamespace);
  EXPECT_TRUE(key.encrypted.provider_info.starts_with(kLocalKeyName));
  EXPECT_NE(LocalDataKeys(random).Draw("", "us-east-1", kContext).plaintext, key.plaintext);
}

}  // namespace
}  // namespace rockpool::messaging
