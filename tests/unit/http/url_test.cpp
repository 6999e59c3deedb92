#include "server/http/url.h"

#include <gtest/gtest.h>

#include <initializer_list>
#include <string>
#include <vector>

namespace rockpool::http {
namespace {

TEST(ParseUrl, TakesAnAbsoluteUrlApart) {
  const auto url = ParseUrl("https://Idp.Example.com:8443/a/b?c=d#e");
  ASSERT_TRUE(url);
  EXPECT_TRUE(url->https);
  EXPECT_EQ(url->host, "idp.example.com");
  EXPECT_EQ(url->port, 8443);
  EXPECT_EQ(url->target, "/a/b?c=d");
}

TEST(ParseUrl, FillsInThePortAndThePath) {
  EXPECT_EQ(ParseUrl("http://host")->port, 80);
  EXPECT_EQ(ParseUrl("https://host")->port, 443);
  EXPECT_EQ(ParseUrl("http://host")->target, "/");
  EXPECT_EQ(ParseUrl("http://host?x=1")->target, "/?x=1");
  EXPECT_EQ(ParseUrl("http://host#x")->target, "/");
}

TEST(ParseUrl, ReadsPortZeroAsTheSchemesOwn) { EXPECT_EQ(ParseUrl("https://host:0/")->port, 443); }

TEST(ParseUrl, ReadsTheSchemeInAnyCase) { EXPECT_TRUE(ParseUrl("HTTPS://host/")->https); }

TEST(ParseUrl, ReadsAnIpv6Host) {
  const auto url = ParseUrl("http://[::1]:8080/x");
  ASSERT_TRUE(url);
  EXPECT_EQ(url->host, "::1");
  EXPECT_EQ(url->port, 8080);
}

TEST(ParseUrl, LeavesColonsAndAtSignsInPathAndQueryAlone) {
  EXPECT_EQ(ParseUrl("https://idp/ping?PartnerSpId=urn:amazon:cognito:sp:pool")->target, "/ping?PartnerSpId=urn:amazon:cognito:sp:pool");
  const auto url = ParseUrl("http://host/a:1/b?c@d");
  ASSERT_TRUE(url);
  EXPECT_EQ(url->host, "host");
  EXPECT_EQ(url->port, 80);
  EXPECT_EQ(url->target, "/a:1/b?c@d");
}

TEST(ParseUrl, JudgesTheHostThatIsConnectedWhateverFollowsIt) {
  EXPECT_EQ(ParseUrl("http://a.example/@localhost")->host, "a.example");
  EXPECT_EQ(ParseUrl("http://a.example?@localhost:1/")->host, "a.example");
  EXPECT_EQ(ParseUrl("http://a.example#@localhost:1/")->host, "a.example");
}

class RefusedUrl : public ::testing::TestWithParam<std::string> {};

TEST_P(RefusedUrl, IsNoUrl) { EXPECT_FALSE(ParseUrl(GetParam())); }

INSTANTIATE_TEST_SUITE_P(ParseUrl, RefusedUrl,
                         ::testing::Values("", "host/path", "/path", "//host/path", "ftp://host/", "file:///etc/passwd",
                                           "javascript:alert(1)", "://host/", "http:/host", "http://", "http:///path", "http://:80/",
                                           "http://user@host/", "http://user:secret@host/", "http://@host/", "http://a\\@b/",
                                           "http://host\\path", "http://ho st/", " http://host/", "http://host/\t", "http://host/\r\nX: y",
                                           "http://h\xc3\xb6st/", "http://host/\x7f", "http://host:65536/", "http://host:00/",
                                           "http://host:99999999999/", "http://host:/", "http://host:8a/", "http://host:-1/",
                                           "http://a:1:2/", "http://::1/", "http://[::1", "http://[::1]x/", "http://[]/",
                                           "http://[localhost]/", "http://[fe80::1%25eth0]/", "http://a,b/", "http://a%2eb/",
                                           "http://a;b/"));

TEST(ParseUrl, RefusesMoreThan2048Characters) {
  const std::string start = "http://host/";
  EXPECT_TRUE(ParseUrl(start + std::string(2048 - start.size(), 'a')));
  EXPECT_FALSE(ParseUrl(start + std::string(2049 - start.size(), 'a')));
}

TEST(Origin, NamesThePortOnlyWhereItIsNotTheSchemesOwn) {
  EXPECT_EQ(ParseUrl("https://host:443/x")->Origin(), "https://host");
  EXPECT_EQ(ParseUrl("http://host:80/x")->Origin(), "http://host");
  EXPECT_EQ(ParseUrl("https://host:80/x")->Origin(), "https://host:80");
  EXPECT_EQ(ParseUrl("http://[::1]:8080/x")->Origin(), "http://[::1]:8080");
}

struct ClassCase {
  std::string host;
  HostClass expected;
};

void PrintTo(const ClassCase& value, std::ostream* out) { *out << value.host; }

class ClassOfHostTable : public ::testing::TestWithParam<ClassCase> {};

TEST_P(ClassOfHostTable, IsAsExpected) { EXPECT_EQ(ClassOfHost(GetParam().host), GetParam().expected); }

// Cases of hosts that are all of that class.
auto AllOf(HostClass expected, std::initializer_list<std::string> hosts) {
  std::vector<ClassCase> cases;
  for (const std::string& host : hosts) {
    cases.push_back({host, expected});
  }
  return ::testing::ValuesIn(cases);
}

INSTANTIATE_TEST_SUITE_P(LocalNames, ClassOfHostTable,
                         AllOf(HostClass::kLocal, {"localhost", "LocalHost", "localhost.", "a.localhost", "host.docker.internal",
                                                   "keycloak", "my_service", "beef"}));
INSTANTIATE_TEST_SUITE_P(PublicNames, ClassOfHostTable,
                         AllOf(HostClass::kPublic,
                               {"example.com", "localhost.example.com", "notlocalhost.com", "docker.internal", "10.0.0.1.example.com"}));
INSTANTIATE_TEST_SUITE_P(ForbiddenNames, ClassOfHostTable,
                         AllOf(HostClass::kForbidden, {"", ".", "localhost..", ".localhost", std::string("a\0b", 3)}));

INSTANTIATE_TEST_SUITE_P(LocalAddresses, ClassOfHostTable,
                         AllOf(HostClass::kLocal, {"127.0.0.1", "127.255.255.254", "10.1.2.3", "172.16.0.1", "172.31.255.255",
                                                   "192.168.0.1", "100.64.0.1", "100.127.255.255"}));
INSTANTIATE_TEST_SUITE_P(PublicAddresses, ClassOfHostTable,
                         AllOf(HostClass::kPublic, {"172.15.0.1", "172.32.0.1", "192.169.0.1", "100.128.0.1", "100.63.0.1", "8.8.8.8"}));
INSTANTIATE_TEST_SUITE_P(ForbiddenAddresses, ClassOfHostTable,
                         AllOf(HostClass::kForbidden,
                               {"0.0.0.0", "0.1.2.3", "169.254.169.254", "100.100.100.200", "224.0.0.1", "255.255.255.255", "240.0.0.1"}));

INSTANTIATE_TEST_SUITE_P(LocalIpv6, ClassOfHostTable,
                         AllOf(HostClass::kLocal, {"::1", "fc00::1", "fdff::1", "::ffff:127.0.0.1", "64:ff9b::10.0.0.1", "2002:7f00:1::"}));
INSTANTIATE_TEST_SUITE_P(PublicIpv6, ClassOfHostTable, AllOf(HostClass::kPublic, {"2606:4700::1111", "::ffff:8.8.8.8"}));
INSTANTIATE_TEST_SUITE_P(ForbiddenIpv6, ClassOfHostTable,
                         AllOf(HostClass::kForbidden,
                               {"::", "fe80::1", "febf::1", "ff02::1", "fd00:ec2::254", "::ffff:169.254.169.254", "::ffff:a9fe:a9fe",
                                "::127.0.0.1", "64:ff9b::169.254.169.254", "fe80::1%eth0", ":"}));

INSTANTIATE_TEST_SUITE_P(ForbiddenOddSpellingsOfIpv4, ClassOfHostTable,
                         AllOf(HostClass::kForbidden, {"2130706433", "0x7f.1", "0x7f000001", "0X7F000001", "1.2.3", "127.1", "0177.0.0.1",
                                                       "127.0.0.0x1", "1.2.3.4.5", "256.1.1.1", "0x", "foo.1"}));

TEST(IsAddress, HoldsForAddressesAlone) {
  for (const char* address : {"127.0.0.1", "0.0.0.0", "8.8.8.8", "::1", "2001:db8::1", "::ffff:1.2.3.4"}) {
    EXPECT_TRUE(IsAddress(address)) << address;
  }
  for (const std::string_view name : {"", "localhost", "127.1", "0x7f000001", "127.0.0.1.", "1.2.3.4.example", "[::1]", "fe80::1%eth0"}) {
    EXPECT_FALSE(IsAddress(name)) << name;
  }
  EXPECT_FALSE(IsAddress(std::string_view("::1\0", 4)));
}

TEST(ClassOfAddress, ForbidsWhatIsNoAddress) {
  EXPECT_EQ(ClassOfAddress("localhost"), HostClass::kForbidden);
  EXPECT_EQ(ClassOfAddress(""), HostClass::kForbidden);
  EXPECT_EQ(ClassOfAddress(std::string_view("127.0.0.1\0.example", 18)), HostClass::kForbidden);
}

}  // namespace
}  // namespace rockpool::http
