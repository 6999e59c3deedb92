#include "server/web_authn/client_data.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>

#include "server/web_authn/web_authn.h"

namespace rockpool::web_authn {
namespace {

TEST(Origins, AreHttpsAtOrBelowTheRelyingParty) {
  for (const char* origin : {"https://example.com", "https://example.com:8443", "https://login.example.com", "https://a.b.example.com:1"}) {
    EXPECT_TRUE(IsOriginOf(origin, "example.com")) << origin;
  }
  for (const char* origin : {"http://example.com",
                             "https://example.org",
                             "https://badexample.com",
                             "https://.example.com",
                             "https://com",
                             "https://example.com.evil.org",
                             "https://example.com@evil.org",
                             "https://example.com:80@evil.org",
                             "https://evil.org/example.com",
                             "https://evil.org#.example.com",
                             "https://evil.org?.example.com",
                             "https://evil.org\\.example.com",
                             "https://EXAMPLE.com",
                             "https://example.com/",
                             "https://example.com:",
                             "https://example.com:x",
                             "https://example.com:123456",
                             "https://example.com:1:2",
                             "ftp://example.com",
                             "example.com",
                             "https://",
                             "",
                             "null",
                             "https:///example.com",
                             "android:apk-key-hash:abc",
                             " https://example.com"}) {
    EXPECT_FALSE(IsOriginOf(origin, "example.com")) << origin;
  }
}

TEST(Origins, MayBePlainHttpOnLocalhostAlone) {
  for (const char* origin : {"http://localhost", "http://localhost:3000", "https://localhost", "http://app.localhost:3000"}) {
    EXPECT_TRUE(IsOriginOf(origin, "localhost")) << origin;
  }
  EXPECT_TRUE(IsOriginOf("http://login.localhost:9229", "login.localhost"));
  EXPECT_FALSE(IsOriginOf("http://other.localhost:9229", "login.localhost"));
  EXPECT_FALSE(IsOriginOf("http://localhost.example.com", "example.com"));
  EXPECT_FALSE(IsOriginOf("http://notlocalhost", "localhost"));
  EXPECT_FALSE(IsOriginOf("https://localhost", ""));
}

TEST(Origins, MayBeAnApplicationOfAndroid) {
  const std::string prefix = "android:apk-key-hash:";
  const std::string digest = "-sYXRdwJA3hvue3mKpYrOZ9zSPC7b4mbgzJmdZEDO5w";  // 32 bytes
  EXPECT_TRUE(IsOriginOf(prefix + digest, "example.com"));
  EXPECT_FALSE(IsOriginOf(prefix + digest, ""));
  for (const std::string& other : {prefix, prefix + digest + "=", prefix + digest.substr(1), prefix + digest + "AAAA",
                                   prefix + "+" + digest.substr(1), digest, "ios:bundle-id:" + digest, " " + prefix + digest}) {
    EXPECT_FALSE(IsOriginOf(other, "example.com")) << other;
  }
}

std::optional<Fault> FaultOf(const std::string& json) {
  try {
    ReadClientData(json, "webauthn.get");
    return std::nullopt;
  } catch (const Refused& refused) {
    return refused.fault();
  }
}

TEST(ClientData, IsWhatBrowsersWrite) {
  const ClientData data = ReadClientData(
      R"({"type":"webauthn.get","challenge":"abc","origin":"https://example.com","crossOrigin":false,"other_keys_can_be_added_here":"do not compare"})",
      "webauthn.get");
  EXPECT_EQ(data.challenge, "abc");
  EXPECT_EQ(data.origin, "https://example.com");
  EXPECT_EQ(ReadClientData(ToJson({"a\"b", "https://example.com"}, "webauthn.get"), "webauthn.get").challenge, "a\"b");
}

TEST(ClientData, MustBeOfTheCall) {
  EXPECT_EQ(FaultOf(R"({"type":"webauthn.create","challenge":"abc","origin":"https://example.com"})"), Fault::kMalformed);
  EXPECT_EQ(FaultOf(R"({"challenge":"abc","origin":"https://example.com"})"), Fault::kMalformed);
  EXPECT_EQ(FaultOf(R"({"type":"webauthn.get","origin":"https://example.com"})"), Fault::kMalformed);
  EXPECT_EQ(FaultOf(R"({"type":"webauthn.get","challenge":1,"origin":"https://example.com"})"), Fault::kMalformed);
  EXPECT_EQ(FaultOf(R"({"type":"webauthn.get","challenge":"abc"})"), Fault::kMalformed);
  EXPECT_EQ(FaultOf(R"(["webauthn.get"])"), Fault::kMalformed);
  EXPECT_EQ(FaultOf("{"), Fault::kMalformed);
  EXPECT_EQ(FaultOf(""), Fault::kMalformed);
}

TEST(ClientData, TellOfAFrame) {
  const auto is_framed = [](const std::string& more) {
    return ReadClientData(R"({"type":"webauthn.get","challenge":"abc","origin":"https://example.com")" + more + "}", "webauthn.get")
        .is_framed;
  };
  EXPECT_FALSE(is_framed(""));
  EXPECT_FALSE(is_framed(R"(,"crossOrigin":false)"));
  EXPECT_TRUE(is_framed(R"(,"crossOrigin":true)"));
  EXPECT_TRUE(is_framed(R"(,"topOrigin":"https://evil.org")"));
}

}  // namespace
}  // namespace rockpool::web_authn
