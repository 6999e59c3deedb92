#include "server/messaging/data_keys.h"

#include <optional>
#include <utility>
#include <vector>

#include "server/api/json.h"
#include "server/api/json_object.h"
#include "server/crypto/aes_gcm.h"
#include "server/crypto/base64.h"
#include "server/messaging/relay.h"
#include "server/triggers/places/signature_v4.h"
#include "server/util/strings.h"

namespace rockpool::messaging {
namespace {

constexpr std::string_view kTestCredential = "test";
constexpr std::size_t kMaxAnswerBytes = 64UL * 1024;

// arn:partition:kms:region:account:...
std::string RegionOf(const std::string& key_id, const std::string& otherwise) {
  constexpr std::size_t kRegionPart = 3;
  const std::vector<std::string_view> parts = util::Split(key_id, ":");
  const bool is_arn = parts.size() > kRegionPart && parts[0] == "arn" && util::IsRegion(parts[kRegionPart]);
  return is_arn ? std::string(parts[kRegionPart]) : otherwise;
}

std::string GenerateDataKeyRequest(const std::string& key_id, const crypto::EncryptionContext& context) {
  api::JsonObject json;
  json.Add("KeyId", key_id);
  json.Add("EncryptionContext", context);
  json.Add("NumberOfBytes", static_cast<std::int32_t>(crypto::kAesKeyBytes));
  return json.Text();
}

std::string TextIn(const rapidjson::Document& answer, const char* name) {
  const auto member = answer.FindMember(name);
  return member != answer.MemberEnd() && member->value.IsString() ? std::string(api::TextOf(member->value)) : "";
}

// The service's name of the error, such as NotFoundException: letters alone, whatever it says.
std::string ErrorIn(const http::FetchResponse& response) {
  std::string error = "status " + std::to_string(response.status);
  rapidjson::Document answer;
  if (api::ParseJson(response.body, answer) && answer.IsObject()) {
    const std::string type = TextIn(answer, "__type");
    const std::string_view word = std::string_view(type).substr(type.rfind('#') + 1);
    if (!word.empty() && word.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") == std::string_view::npos) {
      error.append(", ").append(word);
    }
  }
  return error;
}

crypto::DataKey KeyIn(const http::FetchResponse& response, const std::string& key_id) {
  if (response.status != 200) {
    throw DataKeyError("the key service answered " + ErrorIn(response));
  }
  rapidjson::Document answer;
  if (!api::ParseJson(response.body, answer) || !answer.IsObject()) {
    throw DataKeyError("the key service's answer is no JSON object");
  }
  crypto::DataKey key;
  key.plaintext.append(crypto::Base64Decode(TextIn(answer, "Plaintext")).value_or(""));
  std::string ciphertext = crypto::Base64Decode(TextIn(answer, "CiphertextBlob")).value_or("");
  if (key.plaintext.size() != crypto::kAesKeyBytes || ciphertext.empty()) {
    throw DataKeyError("the key service's answer has no data key of 32 bytes");
  }
  // The SDK's keyrings compare it with the ARN that they were made with.
  const std::string arn = TextIn(answer, "KeyId");
  key.encrypted = {"aws-kms", arn.empty() ? key_id : arn, std::move(ciphertext)};
  return key;
}

}  // namespace

crypto::DataKey LocalDataKeys::Draw(const std::string& /*key_id*/, const std::string& /*region*/,
                                    const crypto::EncryptionContext& context) {
  return crypto::DrawDataKey({std::string(kLocalKeyNamespace), std::string(kLocalKeyName), std::string(kLocalKey)}, context, random_);
}

crypto::DataKey KmsDataKeys::Draw(const std::string& key_id, const std::string& region, const crypto::EncryptionContext& context) {
  if (key_id.empty()) {
    throw DataKeyError("the pool has no KMSKeyID");
  }
  http::FetchRequest request;
  request.method = "POST";
  request.url = endpoint_;
  request.headers.Add("Content-Type", "application/x-amz-json-1.1");
  request.headers.Add("X-Amz-Target", "TrentService.GenerateDataKey");
  request.body = GenerateDataKeyRequest(key_id, context);
  request.times = {kRelayTime, kRelayTime, kRelayTime, kRelayTime, kRelayTime};
  request.max_body_bytes = kMaxAnswerBytes;
  triggers::Sign(request, {std::string(kTestCredential), std::string(kTestCredential), RegionOf(key_id, region), "kms"}, wall_clock_.Now());
  try {
    return KeyIn(client_.Fetch(request), key_id);
  } catch (const http::FetchError& error) {
    throw DataKeyError("the key service: " + std::string(error.what()));
  }
}

}  // namespace rockpool::messaging
