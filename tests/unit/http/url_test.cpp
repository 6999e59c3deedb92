#include "server/http/url.h"

#include <gtest/gtest.h>

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

INSTANTIATE_TEST_SUITE_P(
    Names, ClassOfHostTable,
    ::testing::Values(ClassCase{"localhost", HostClass::kLocal}, ClassCase{"LocalHost", HostClass::kLocal},
                      ClassCase{"localhost.", HostClass::kLocal}, ClassCase{"a.localhost", HostClass::kLocal},
                      ClassCase{"host.docker.internal", HostClass::kLocal}, ClassCase{"keycloak", HostClass::kLocal},
                      ClassCase{"my_service", HostClass::kLocal}, ClassCase{"beef", HostClass::kLocal},
                      ClassCase{"example.com", HostClass::kPublic}, ClassCase{"localhost.example.com", HostClass::kPublic},
                      ClassCase{"notlocalhost.com", HostClass::kPublic}, ClassCase{"docker.internal", HostClass::kPublic},
                      ClassCase{"10.0.0.1.example.com", HostClass::kPublic}, ClassCase{"", HostClass::kForbidden},
                      ClassCase{".", HostClass::kForbidden}, ClassCase{"localhost..", HostClass::kForbidden},
                      ClassCase{".localhost", HostClass::kForbidden}, ClassCase{std::string("a\0b", 3), HostClass::kForbidden}));

INSTANTIATE_TEST_SUITE_P(Addresses, ClassOfHostTable,
                         ::testing::Values(ClassCase{"127.0.0.1", HostClass::kLocal}, ClassCase{"127.255.255.254", HostClass::kLocal},
                                           ClassCase{"10.1.2.3", HostClass::kLocal}, ClassCase{"172.16.0.1", HostClass::kLocal},
                                           ClassCase{"172.31.255.255", HostClass::kLocal}, ClassCase{"172.15.0.1", HostClass::kPublic},
                                           ClassCase{"172.32.0.1", HostClass::kPublic}, ClassCase{"192.168.0.1", HostClass::kLocal},
                                           ClassCase{"192.169.0.1", HostClass::kPublic}, ClassCase{"100.64.0.1", HostClass::kLocal},
                                           ClassCase{"100.127.255.255", HostClass::kLocal}, ClassCase{"100.128.0.1", HostClass::kPublic},
                                           ClassCase{"100.63.0.1", HostClass::kPublic}, ClassCase{"8.8.8.8", HostClass::kPublic},
                                           ClassCase{"0.0.0.0", HostClass::kForbidden}, ClassCase{"0.1.2.3", HostClass::kForbidden},
                                           ClassCase{"169.254.169.254", HostClass::kForbidden},
                                           ClassCase{"100.100.100.200", HostClass::kForbidden},
                                           ClassCase{"224.0.0.1", HostClass::kForbidden},
                                           ClassCase{"255.255.255.255", HostClass::kForbidden},
                                           ClassCase{"240.0.0.1", HostClass::kForbidden}));

INSTANTIATE_TEST_SUITE_P(
    Ipv6, ClassOfHostTable,
    ::testing::Values(ClassCase{"::1", HostClass::kLocal}, ClassCase{"fc00::1", HostClass::kLocal}, ClassCase{"fdff::1", HostClass::kLocal},
                      ClassCase{"2606:4700::1111", HostClass::kPublic}, ClassCase{"::", HostClass::kForbidden},
                      ClassCase{"fe80::1", HostClass::kForbidden}, ClassCase{"febf::1", HostClass::kForbidden},
                      ClassCase{"ff02::1", HostClass::kForbidden}, ClassCase{"fd00:ec2::254", HostClass::kForbidden},
                      ClassCase{"::ffff:127.0.0.1", HostClass::kLocal}, ClassCase{"::ffff:8.8.8.8", HostClass::kPublic},
                      ClassCase{"::ffff:169.254.169.254", HostClass::kForbidden}, ClassCase{"::ffff:a9fe:a9fe", HostClass::kForbidden},
                      ClassCase{"::127.0.0.1", HostClass::kForbidden}, ClassCase{"64:ff9b::10.0.0.1", HostClass::kLocal},
                      ClassCase{"64:ff9b::169.254.169.254", HostClass::kForbidden}, ClassCase{"2002:7f00:1::", HostClass::kLocal},
                      ClassCase{"fe80::1%eth0", HostClass::kForbidden}, ClassCase{":", HostClass::kForbidden}));

INSTANTIATE_TEST_SUITE_P(OddSpellingsOfIpv4, ClassOfHostTable,
                         ::testing::Values(ClassCase{"2130706433", HostClass::kForbidden}, ClassCase{"0x7f.1", HostClass::kForbidden},
                                           ClassCase{"0x7f000001", HostClass::kForbidden}, ClassCase{"0X7F000001", HostClass::kForbidden},
                                           ClassCase{"1.2.3", HostClass::kForbidden}, ClassCase{"127.1", HostClass::kForbidden},
                                           ClassCase{"0177.0.0.1", HostClass::kForbidden}, ClassCase{"127.0.0.0x1", HostClass::kForbidden},
                                           ClassCase{"1.2.3.4.5", HostClass::kForbidden}, ClassCase{"256.1.1.1", HostClass::kForbidden},
                                           ClassCase{"0x", HostClass::kForbidden}, ClassCase{"foo.1", HostClass::kForbidden}));

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
