#include "server/http/url.h"

#include <gtest/gtest.h>

#include <string>

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
                                           "http://[localhost]/", "http://[fe80::1%25eth0]/", "http://a,b/", "http://a%2eb/", "http://a;b/",
                                           "http://host:0~/", "http://host:80a", "http://1.2.3.4:80A/", "http://[::1]_:80/",
                                           "http://[v1.a]/", "a:?", "a:?x://b", "A:\\\\", "http:?", "http", "http:", "http:/",
                                           "x://http://h/", "http://[::1]1.2.3.4/"));

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

TEST(ParseUrl, EscapesWhatAPathOrQueryMayNotHoldBare) {
  EXPECT_EQ(ParseUrl("http://host/a|b{c}?x=[1]&y=<\"^`>")->target, "/a%7Cb%7Bc%7D?x=%5B1%5D&y=%3C%22%5E%60%3E");
  EXPECT_EQ(ParseUrl("http://host/100%?x=%zz%2")->target, "/100%25?x=%25zz%252");
  EXPECT_EQ(ParseUrl("http://host/a%2Fb%c3%a9")->target, "/a%2Fb%c3%a9");
}

// Boost.URL 1.81 by itself would see the address in front, and rockpool would judge one host and ask another.
TEST(ParseUrl, ReadsANameThatBeginsLikeAnAddressAsAName) {
  for (const std::string host : {"10.0.0.1.example.com", "127.0.0.1.nip.io", "1.2.3.4.99", "1.2.3.4z", "127.0.0.12345", "1.2.3.4_"}) {
    EXPECT_EQ(ParseUrl("http://" + host + ":8080/a")->host, host);
    EXPECT_EQ(ParseUrl("http://" + host)->host, host);
  }
}

TEST(ParseUrl, ReadsAPortWithZerosBeforeIt) { EXPECT_EQ(ParseUrl("http://host:0080/")->port, 80); }

struct Reference {
  std::string text;
  std::string expected;
};

void PrintTo(const Reference& value, std::ostream* out) { *out << value.text; }

class ResolvedReference : public ::testing::TestWithParam<Reference> {};

TEST_P(ResolvedReference, LeadsWhereRfc3986Says) {
  const auto url = ResolveUrl(*ParseUrl("http://a/b/c/d;p?q"), GetParam().text);
  ASSERT_TRUE(url);
  EXPECT_EQ(url->Origin() + url->target, GetParam().expected);
}

// RFC 3986, 5.4.1 and 5.4.2, without the fragments, which are never sent.
INSTANTIATE_TEST_SUITE_P(
    Normal, ResolvedReference,
    ::testing::Values(Reference{"g", "http://a/b/c/g"}, Reference{"./g", "http://a/b/c/g"}, Reference{"g/", "http://a/b/c/g/"},
                      Reference{"/g", "http://a/g"}, Reference{"//g", "http://g/"}, Reference{"?y", "http://a/b/c/d;p?y"},
                      Reference{"g?y", "http://a/b/c/g?y"}, Reference{"#s", "http://a/b/c/d;p?q"}, Reference{"g#s", "http://a/b/c/g"},
                      Reference{"g?y#s", "http://a/b/c/g?y"}, Reference{";x", "http://a/b/c/;x"}, Reference{"g;x", "http://a/b/c/g;x"},
                      Reference{"", "http://a/b/c/d;p?q"}, Reference{".", "http://a/b/c/"}, Reference{"./", "http://a/b/c/"},
                      Reference{"..", "http://a/b/"}, Reference{"../", "http://a/b/"}, Reference{"../g", "http://a/b/g"},
                      Reference{"../..", "http://a/"}, Reference{"../../", "http://a/"}, Reference{"../../g", "http://a/g"}));
INSTANTIATE_TEST_SUITE_P(Abnormal, ResolvedReference,
                         ::testing::Values(Reference{"../../../g", "http://a/g"}, Reference{"../../../../g", "http://a/g"},
                                           Reference{"/./g", "http://a/g"}, Reference{"/../g", "http://a/g"},
                                           Reference{"g.", "http://a/b/c/g."}, Reference{".g", "http://a/b/c/.g"},
                                           Reference{"g..", "http://a/b/c/g.."}, Reference{"..g", "http://a/b/c/..g"},
                                           Reference{"./../g", "http://a/b/g"}, Reference{"./g/.", "http://a/b/c/g/"},
                                           Reference{"g/./h", "http://a/b/c/g/h"}, Reference{"g/../h", "http://a/b/c/h"},
                                           Reference{"g;x=1/./y", "http://a/b/c/g;x=1/y"}, Reference{"g;x=1/../y", "http://a/b/c/y"},
                                           Reference{"g?y/./x", "http://a/b/c/g?y/./x"}, Reference{"g?y/../x", "http://a/b/c/g?y/../x"}));
INSTANTIATE_TEST_SUITE_P(Others, ResolvedReference,
                         ::testing::Values(Reference{"https://b/x", "https://b/x"}, Reference{"//b:81/x?y", "http://b:81/x?y"},
                                           Reference{"/a//b", "http://a/a//b"}, Reference{"x%2Fy%25%41", "http://a/b/c/x%2Fy%25%41"},
                                           Reference{"/?x=[1]", "http://a/?x=%5B1%5D"}, Reference{"?", "http://a/b/c/d;p?"}));

TEST(ResolveUrl, RefusesWhatLeadsNowhere) {
  const Url base = *ParseUrl("http://a/b");
  for (const char* text : {"ftp://a/", "javascript:x", "g:h", "///", "//user@a/", "http:\\\\a", "/a b", "/\r\nX: y", "http://", "//[::1"}) {
    EXPECT_FALSE(ResolveUrl(base, text)) << text;
  }
  EXPECT_FALSE(ResolveUrl(base, "/" + std::string(2048, 'a')));
}

}  // namespace
}  // namespace rockpool::http
