#include "server/pages/pages.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace rockpool::pages {
namespace {

// Of the templates that are compiled in, one with a form, links and text.
constexpr std::string_view kFrame = "classic/frame.html";
constexpr std::string_view kSignIn = "classic/sign_in.html";

std::string RenderSignIn(Values values, const Words& words = {}) {
  values.Include("CONTENT", kSignIn);
  values.Show("LOCAL_USERS");
  return Render(kFrame, values, words);
}

bool Has(const std::string& page, std::string_view text) { return page.find(text) != std::string::npos; }

TEST(Pages, PutsTextsAndSectionsIntoATemplate) {
  Values values;
  values.Set("ERROR", "Incorrect username or password.");
  values.Set("USERNAME", "ann");
  values.Set("USERNAME", "bob");
  values.Set("FORGOT_LINK", "");
  const std::string page = RenderSignIn(std::move(values));
  EXPECT_TRUE(Has(page, ">Incorrect username or password.</p>"));
  EXPECT_TRUE(Has(page, R"(value="bob")")) << "the last one of a name counts";
  EXPECT_FALSE(Has(page, "Forgot your password?")) << "an empty text shows no section";
  EXPECT_FALSE(Has(page, "{{"));
}

TEST(Pages, RepeatsASectionWithItsOwnValuesBeforeThoseAround) {
  Values values;
  values.Show("CORPORATE_TITLE");
  for (const char* name : {"Alpha", "Beta"}) {
    Values& provider = values.Add("CORPORATE");
    provider.Set("PROVIDER_NAME", name);
  }
  values.Set("PROVIDER_LINK", "/oauth2/authorize?x=1");
  const std::string page = RenderSignIn(std::move(values));
  const auto alpha = page.find(">Alpha</a>");
  ASSERT_NE(alpha, std::string::npos);
  EXPECT_GT(page.find(">Beta</a>"), alpha);
  EXPECT_TRUE(Has(page, R"(href="/oauth2/authorize?x=1">Beta)"));
}

TEST(Pages, TakesWordsWhereNothingElseIsSaid) {
  const Words words(std::vector<std::pair<std::string_view, std::string>>{{"T_GREETING", "Bonjour"}});
  Values values;
  values.SetWord("TITLE", "T_GREETING");
  values.SetWord("HEADING", "T_GREETING");
  values.Set("HEADING", "Salut");
  const std::string page = RenderSignIn(std::move(values), words);
  EXPECT_TRUE(Has(page, "<title>Bonjour</title>"));
  EXPECT_TRUE(Has(page, ">Salut</h1>")) << "a text counts before a word";
}

TEST(Pages, PutsTemplatesIntoTemplatesAndNoneIntoItself) {
  Values values;
  values.Include("CONTENT", "managed/new_password.html");
  values.Include("NEW_PASSWORD_FIELDS", "managed/new_password_fields.html");
  values.Show("PASSWORD_RULES");
  values.Add("RULES").Set("RULE", "be long");
  const std::string page = Render(kFrame, values);
  EXPECT_TRUE(Has(page, R"(name="confirm_password")"));
  EXPECT_TRUE(Has(page, "<li>be long</li>"));
  Values of_itself;
  of_itself.Include("CONTENT", kFrame);
  EXPECT_EQ(Render(kFrame, of_itself).find("CONTENT"), std::string::npos);
}

TEST(Pages, RefusesTheUnknown) {
  EXPECT_THROW(Render("no/such.html", {}), std::logic_error);
  EXPECT_THROW(EmbeddedText("no/such.css"), std::logic_error);
  Values values;
  values.SetWord("TITLE", "T_NO_SUCH");
  EXPECT_THROW(Render(kFrame, values), std::logic_error);
  Values lost;
  lost.Include("CONTENT", "no/such.html");
  EXPECT_THROW(Render(kFrame, lost), std::logic_error);
}

TEST(Pages, TellsWhatWasSetLast) {
  Values values;
  values.Set("A", "1");
  values.Set("A", "2");
  EXPECT_EQ(values.Find("A"), "2");
  EXPECT_EQ(values.Find("B"), "");
}

TEST(Pages, ParsesEveryTemplateAndEachSaysHowItEscapes) {
  std::size_t templates = 0;
  for (const EmbeddedFile& file : EmbeddedFiles()) {
    if (file.name.ends_with(".html")) {
      ++templates;
      Values values;
      values.Include("CONTENT", file.name);
      EXPECT_NO_THROW(Render(file.name, values)) << file.name;
      EXPECT_TRUE(file.text.starts_with("{{%AUTOESCAPE context=\"HTML\"}}")) << file.name;
    }
  }
  EXPECT_EQ(templates, 34u) << "thirteen and fifteen of the looks, and a part of two; three of stand-ins and two of the trace";
}

// Every name that stands in a template as {{NAME}} or {{NAME:modifier}}.
std::vector<std::string> NamesIn(std::string_view text) {
  std::vector<std::string> names;
  for (std::size_t begin = text.find("{{"); begin != std::string_view::npos; begin = text.find("{{", begin + 2)) {
    const std::size_t end = text.find("}}", begin);
    std::string name(text.substr(begin + 2, end - begin - 2));
    name.resize(std::min(name.find(':'), name.size()));  // how it is escaped
    if (!name.empty() && std::string_view("#/>%").find(name.front()) == std::string_view::npos) {
      names.push_back(std::move(name));
    }
  }
  return names;
}

// All sections of a template are shown, and all its places are filled with the same text.
std::string RenderWith(const EmbeddedFile& file, const std::string& text) {
  static const std::vector<std::string> all_names = [] {
    std::vector<std::string> names;
    for (const EmbeddedFile& each : EmbeddedFiles()) {
      std::ranges::move(NamesIn(each.text), std::back_inserter(names));
      for (std::size_t at = each.text.find("{{#"); at != std::string_view::npos; at = each.text.find("{{#", at + 1)) {
        names.emplace_back(each.text.substr(at + 3, each.text.find("}}", at) - at - 3));
      }
    }
    std::ranges::sort(names);
    names.erase(std::unique(names.begin(), names.end()), names.end());
    return names;
  }();
  Values values;
  for (const std::string& name : all_names) {
    values.Set(name, text);
  }
  values.Include("CONTENT", "managed/message.html");
  return Render(file.name, values);
}

TEST(Pages, LetsNoTextOutOfItsPlace) {
  const std::string hostile = R"(x"'`><script>alert(1)</script><img src=x onerror=alert(1)>&quot;)";
  for (const EmbeddedFile& file : EmbeddedFiles()) {
    if (file.name.ends_with(".html")) {
      const std::string page = RenderWith(file, hostile);
      const std::string plain = RenderWith(file, "x");
      EXPECT_FALSE(Has(page, "<script>alert")) << file.name;
      EXPECT_FALSE(Has(page, "<img src=x")) << file.name;
      // The text adds neither an element nor a quoted attribute.
      for (const char mark : {'<', '>', '"'}) {
        EXPECT_EQ(std::ranges::count(page, mark), std::ranges::count(plain, mark)) << file.name << " " << mark;
      }
    }
  }
}

TEST(Pages, LeadsNowhereButToPagesAndWebSites) {
  for (const char* link :
       {"javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,<script>alert(1)</script>", "vbscript:x", " javascript:x"}) {
    Values values;
    values.Set("ACTION", link);
    values.Set("FORGOT_LINK", link);
    values.Set("SIGN_UP_LINK", link);
    const std::string page = RenderSignIn(std::move(values));
    EXPECT_FALSE(Has(page, "script:")) << link;
    EXPECT_FALSE(Has(page, "data:")) << link;
    EXPECT_TRUE(Has(page, R"(action="#")")) << page;
  }
  Values values;
  values.Set("ACTION", "/login?redirect_uri=https%3A%2F%2Fapp.example&state=a:b");
  EXPECT_TRUE(Has(RenderSignIn(std::move(values)), R"(action="/login?redirect_uri=https%3A%2F%2Fapp.example&amp;state=a:b")"));
}

TEST(Pages, AreRenderedByManyThreadsAtATime) {
  Values values;
  values.Set("USERNAME", "ann");
  values.Include("CONTENT", kSignIn);
  values.Show("LOCAL_USERS");
  const std::string alone = Render(kFrame, values);
  std::vector<std::string> pages(4);
  std::vector<std::thread> threads;
  for (std::string& page : pages) {
    threads.emplace_back([&page, &values] {
      for (int i = 0; i < 20; ++i) {
        page = Render(kFrame, values);
      }
    });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
  EXPECT_EQ(pages, std::vector<std::string>(4, alone));
}

}  // namespace
}  // namespace rockpool::pages
