<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja" sourcelanguage="en">
<context>
    <name>QAbstractFileIconProvider</name>
    <message>
        <source>Drive</source>
        <translation>ドライブ</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>フォルダ</translation>
    </message>
</context>
<context>
    <name>QCupsJobWidget</name>
    <message>
        <source>&amp;Billing information:</source>
        <translation>請求情報(&amp;B):</translation>
    </message>
    <message>
        <source>&amp;Start:</source>
        <translation>開始(&amp;S):</translation>
    </message>
    <message>
        <source>&amp;End:</source>
        <translation>終了(&amp;E):</translation>
    </message>
    <message>
        <source>Job &amp;priority:</source>
        <translation>優先順位(&amp;P):</translation>
    </message>
    <message>
        <source>Scheduled &amp;printing:</source>
        <translation>印刷の予約(&amp;P):</translation>
    </message>
</context>
<context>
    <name>QFileDialog</name>
    <message>
        <source>&amp;Look in:</source>
        <translation>場所(&amp;L):</translation>
    </message>
    <message>
        <source>Files of &amp;type:</source>
        <translation>ファイルの種類(&amp;T):</translation>
    </message>
</context>
<context>
    <name>QPageSetupWidget</name>
    <message>
        <source>Page &amp;order:</source>
        <translation>ページの順序(&amp;O):</translation>
    </message>
    <message>
        <source>Pages &amp;per sheet:</source>
        <translation>1枚あたりのページ数(&amp;P):</translation>
    </message>
</context>
<context>
    <name>QPrintPropertiesWidget</name>
    <message>
        <source>Advanced</source>
        <translation>詳細</translation>
    </message>
    <message>
        <source>There are conflicts in some options. Please fix them.</source>
        <translation>同時に使えない設定があります。直してください。</translation>
    </message>
</context>
<context>
    <name>QPrintSettingsOutput</name>
    <message>
        <source>Double Sided Printing</source>
        <translation>両面印刷</translation>
    </message>
    <message>
        <source>Long side binding</source>
        <translation>長い辺でとじる</translation>
    </message>
    <message>
        <source>Short side binding</source>
        <translation>短い辺でとじる</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>しない</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>ページ</translation>
    </message>
    <message>
        <source>Page &amp;Set:</source>
        <translation>ページの組(&amp;S):</translation>
    </message>
    <message>
        <source>Specify pages or ranges separated by commas. Ranges are specified by two numbers separated by a hyphen. E.g: 3,5-7,9 prints pages 3, 5, 6, 7 and 9.</source>
        <translation>ページや範囲を、コンマで区切って入力します。範囲は2つの数字をハイフンでつなぎます。例: 3,5-7,9 は、3、5、6、7、9ページを印刷します。</translation>
    </message>
</context>
<context>
    <name>audit</name>
    <message>
        <source>Head of the log</source>
        <translation>記録の署名</translation>
    </message>
    <message>
        <source>Head of the log as a QR code</source>
        <translation>記録の署名のQRコード</translation>
    </message>
    <message>
        <source>{n} {n:?entry|entries}, as of {time}</source>
        <translation>{n}件 ・ {time} 現在</translation>
    </message>
    <message>
        <source>Head of the log as text</source>
        <translation>記録の署名の文字</translation>
    </message>
    <message>
        <source>Head kept outside</source>
        <translation>外に控えた署名</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>印刷する…</translation>
    </message>
    <message>
        <source>Save as PDF…</source>
        <translation>PDFで保存…</translation>
    </message>
    <message>
        <source>Copy the text</source>
        <translation>文字をコピー</translation>
    </message>
    <message>
        <source>Compare with a head kept outside</source>
        <translation>外に控えた署名と照らし合わせる</translation>
    </message>
    <message>
        <source>Keep it outside of this PC, on paper or by mail: whoever rewrites the log is then found out.</source>
        <translation>紙やメールで、このパソコンの外に控えてください。だれかが記録を書き換えても、照らし合わせれば分かります。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Verify against it</source>
        <translation>照らし合わせる</translation>
    </message>
    <message>
        <source>log head {day}</source>
        <translation>操作の記録の署名 {day}</translation>
    </message>
    <message>
        <source>Done. Keep it outside of this PC.</source>
        <translation>できました。このパソコンの外で保管してください。</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>番号</translation>
    </message>
    <message>
        <source>When</source>
        <translation>日時</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>だれが</translation>
    </message>
    <message>
        <source>What</source>
        <translation>したこと</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>結果</translation>
    </message>
    <message>
        <source>About</source>
        <translation>くわしく</translation>
    </message>
    <message>
        <source>Purpose</source>
        <translation>目的</translation>
    </message>
    <message>
        <source>Cameras</source>
        <translation>カメラ</translation>
    </message>
    <message>
        <source>Footage</source>
        <translation>見た範囲</translation>
    </message>
    <message>
        <source>Seat</source>
        <translation>端末</translation>
    </message>
    <message>
        <source>Verify the log</source>
        <translation>記録を検証</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>人</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>カメラ</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>したこと</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日</translation>
    </message>
    <message>
        <source>Day: yesterday, 20 Nov</source>
        <translation>日(例:昨日、11/20)</translation>
    </message>
    <message>
        <source>Show everything</source>
        <translation>すべて表示</translation>
    </message>
    <message>
        <source>No entry fits this filter</source>
        <translation>あてはまる記録はありません</translation>
    </message>
    <message>
        <source>Choose another person, camera, action or day.</source>
        <translation>人・カメラ・操作・日を選び直してください。</translation>
    </message>
    <message>
        <source>Head (QR)</source>
        <translation>署名(QR)</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>操作の記録</translation>
    </message>
    <message>
        <source>Who did what, when and what for. Nobody can change it without being seen.</source>
        <translation>だれが、いつ、何のために、何をしたか。あとから書き換えれば必ず分かります。</translation>
    </message>
    <message>
        <source>Log entries</source>
        <translation>操作の記録の一覧</translation>
    </message>
    <message>
        <source>Entries written: {n}</source>
        <translation>{n}件を書き出しました。</translation>
    </message>
    <message>
        <source>Problems found in {m} entries: {n}</source>
        <translation>{m}件のうち、{n}か所に問題があります。</translation>
    </message>
    <message>
        <source>Everybody</source>
        <translation>全員</translation>
    </message>
    <message>
        <source>Take a copy</source>
        <translation>控えを取る</translation>
    </message>
    <message>
        <source>List to print (PDF)</source>
        <translation>印刷用の一覧（PDF）</translation>
    </message>
    <message>
        <source>Table for a spreadsheet (CSV)</source>
        <translation>表計算用の表（CSV）</translation>
    </message>
    <message>
        <source>With all proofs, for machines (JSON)</source>
        <translation>証明つき・機械用（JSON）</translation>
    </message>
    <message>
        <source>Verifying the log…</source>
        <translation>操作の記録を検証しています…</translation>
    </message>
    <message>
        <source>Writing the copy…</source>
        <translation>控えを書いています…</translation>
    </message>
    <message>
        <source>All cameras</source>
        <translation>すべてのカメラ</translation>
    </message>
    <message>
        <source>All actions</source>
        <translation>すべての操作</translation>
    </message>
    <message>
        <source>log</source>
        <translation>操作の記録</translation>
    </message>
    <message>
        <source>All {n} {n:?entry is as it was|entries are as they were} written.</source>
        <translation>{n}件すべて、書かれたときのままです。</translation>
    </message>
    <message>
        <source>They also match the head that was kept outside.</source>
        <translation>外に控えた署名とも一致しました。</translation>
    </message>
    <message>
        <source>To be sure that nothing was cut off, compare with a head kept outside.</source>
        <translation>末尾が削られていないことを確かめるには、外に控えた署名と照らし合わせてください。</translation>
    </message>
    <message>
        <source>No. {n} · {time} · {action}, {outcome}</source>
        <translation>No. {n}&#x3000;{time}&#x3000;{action}（{outcome}）</translation>
    </message>
</context>
<context>
    <name>cameras</name>
    <message>
        <source>Cameras on the network</source>
        <translation>ネットワークにあるカメラ</translation>
    </message>
    <message>
        <source>Find cameras</source>
        <translation>カメラを探す</translation>
    </message>
    <message>
        <source>Or its address</source>
        <translation>またはアドレスを入力</translation>
    </message>
    <message>
        <source>User</source>
        <translation>ユーザー名</translation>
    </message>
    <message>
        <source>if it has one</source>
        <translation>なければ空のまま</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>パスワード</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>e.g. Entrance</source>
        <translation>例:入口</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>場所</translation>
    </message>
    <message>
        <source>optional, e.g. above the till</source>
        <translation>なくても可。例: レジの上</translation>
    </message>
    <message>
        <source>Why this view</source>
        <translation>ここを写す理由</translation>
    </message>
    <message>
        <source>e.g. accidents and disputes at the till</source>
        <translation>例: レジでの事故やトラブルの確認</translation>
    </message>
    <message>
        <source>Cover it…</source>
        <translation>隠す部分を描く…</translation>
    </message>
    <message>
        <source>Try it out</source>
        <translation>映るか試す</translation>
    </message>
    <message>
        <source>Add this camera</source>
        <translation>このカメラを追加</translation>
    </message>
    <message>
        <source>What it sees</source>
        <translation>映っているもの</translation>
    </message>
    <message>
        <source>It stands in the rule, for anybody who asks.</source>
        <translation>運用規程に載り、たずねられたときの説明になります。</translation>
    </message>
    <message>
        <source>✓ Added: {names}</source>
        <translation>✓ 追加しました:{names}</translation>
    </message>
    <message>
        <source>Looks for cameras in the shop’s network and at this PC.</source>
        <translation>お店のネットワークと、このパソコンにつながったカメラを探します。</translation>
    </message>
    <message>
        <source>Covered: {n}. Change…</source>
        <translation>{n}か所を隠します。変える…</translation>
    </message>
    <message>
        <source>The camera asks for this.</source>
        <translation>このカメラには必要です。</translation>
    </message>
    <message>
        <source>Is a private place visible (toilet, changing room, a home)?</source>
        <translation>私的な場所(トイレ、更衣室、よその家など)が写っていますか</translation>
    </message>
    <message>
        <source>No</source>
        <translation>写っていない</translation>
    </message>
    <message>
        <source>Yes, it must be covered</source>
        <translation>写っている(隠す)</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>やめる</translation>
    </message>
    <message>
        <source>Asking the network…</source>
        <translation>探しています…</translation>
    </message>
    <message>
        <source>None answered. Is it on the same network? Type its address.</source>
        <translation>見つかりませんでした。同じネットワークにつながっていますか。アドレスを入力することもできます。</translation>
    </message>
    <message>
        <source>Found: {n}</source>
        <translation>見つかりました:{n}台</translation>
    </message>
    <message>
        <source>This takes up to 20 seconds.</source>
        <translation>20秒ほどかかることがあります。</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>つないでいます…</translation>
    </message>
    <message>
        <source>Try the camera out to see what it sees.</source>
        <translation>「映るか試す」を押すと、映像が出ます。</translation>
    </message>
    <message>
        <source>No picture yet</source>
        <translation>映像はまだありません</translation>
    </message>
    <message>
        <source>{n} pictures a second</source>
        <translation>毎秒{n}コマ</translation>
    </message>
    <message>
        <source>two streams</source>
        <translation>映像2種類</translation>
    </message>
    <message>
        <source>The camera works.</source>
        <translation>映像が届いています。</translation>
    </message>
    <message>
        <source>Add a camera</source>
        <translation>カメラを追加</translation>
    </message>
    <message>
        <source>Choose a place where no private room is seen.</source>
        <translation>更衣室や休憩室など、人に見られたくない場所が映らない向きにしてください。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Picture to draw on. Masks: {n}. Corners set: {m}.</source>
        <translation>隠す部分を描く画像。目隠し{n}か所、描きかけの角{m}個。</translation>
    </message>
    <message>
        <source>Cross at {x} % across, {y} % down</source>
        <translation>十字の位置は左から{x}%、上から{y}%</translation>
    </message>
    <message>
        <source>Approve view…</source>
        <translation>写る範囲を承認…</translation>
    </message>
    <message>
        <source>Private places…</source>
        <translation>隠す部分を決める…</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>変更…</translation>
    </message>
    <message>
        <source>Take out of use…</source>
        <translation>取り外す…</translation>
    </message>
    <message>
        <source>Try it out first: views and masks are judged by a picture of now.</source>
        <translation>先に映りを確かめてください。承認も目隠しも、いまの映像を見て決めます。</translation>
    </message>
    <message>
        <source>No photo of the view yet</source>
        <translation>写る範囲の写真はまだありません</translation>
    </message>
    <message>
        <source>Try the camera out, then approve what it sees.</source>
        <translation>映りを確かめてから、写る範囲を承認してください。</translation>
    </message>
    <message>
        <source>Photo of the view, {day}</source>
        <translation>写る範囲の写真 ・ {day}</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>View</source>
        <translation>写る範囲</translation>
    </message>
    <message>
        <source>Masks</source>
        <translation>目隠し</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>音声</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>アドレス</translation>
    </message>
    <message>
        <source>Small stream</source>
        <translation>小さい映像</translation>
    </message>
    <message>
        <source>none</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>not said yet</source>
        <translation>まだ書かれていません</translation>
    </message>
    <message>
        <source>recorded too</source>
        <translation>音声も録音しています</translation>
    </message>
    <message>
        <source>not recorded, as is right unless it is really needed</source>
        <translation>録音しません(本当に必要なときだけにします)</translation>
    </message>
    <message>
        <source>{n}, burned in before storage</source>
        <translation>{n}か所(保存する前に黒く塗ります)</translation>
    </message>
    <message>
        <source>Interruptions in the last 30 days</source>
        <translation>最近30日の録画の途切れ</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>調べています…</translation>
    </message>
    <message>
        <source>None: it recorded without a break.</source>
        <translation>途切れはありません。</translation>
    </message>
    <message>
        <source>{n} {n:?time|times}, {length} in all</source>
        <translation>{n}回、合わせて{length}</translation>
    </message>
    <message>
        <source>{length}, still going on</source>
        <translation>{length}(続いています)</translation>
    </message>
    <message>
        <source>Switched off</source>
        <translation>止めています</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>録画中</translation>
    </message>
    <message>
        <source>Late</source>
        <translation>録画が遅れています</translation>
    </message>
    <message>
        <source>Not recording</source>
        <translation>録画していません</translation>
    </message>
    <message>
        <source>The recorder does not answer</source>
        <translation>録画プログラムが応答しません</translation>
    </message>
    <message>
        <source>Not approved yet</source>
        <translation>まだ承認されていません</translation>
    </message>
    <message>
        <source>Approved by {name}, {day}</source>
        <translation>{name}が承認 ・ {day}</translation>
    </message>
    <message>
        <source>A private place is covered.</source>
        <translation>私的な場所は隠しています。</translation>
    </message>
    <message>
        <source>No private place is visible.</source>
        <translation>私的な場所は写っていません。</translation>
    </message>
    <message>
        <source>Change the camera</source>
        <translation>カメラの設定を変える</translation>
    </message>
    <message>
        <source>The recorder takes the change up at once; it is logged.</source>
        <translation>変更はすぐに録画へ反映され、操作の記録に残ります。</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Address of the small stream</source>
        <translation>小さい映像のアドレス</translation>
    </message>
    <message>
        <source>unchanged</source>
        <translation>変えないときは空のまま</translation>
    </message>
    <message>
        <source>Record sound too</source>
        <translation>音声も録音する</translation>
    </message>
    <message>
        <source>Record this camera</source>
        <translation>このカメラを録画する</translation>
    </message>
    <message>
        <source>For the live page; empty where there is none.</source>
        <translation>ライブ画面に使います。ないときは空のままにします。</translation>
    </message>
    <message>
        <source>Approve the view</source>
        <translation>写る範囲を承認</translation>
    </message>
    <message>
        <source>Is this just as much as the purpose needs? The photo is kept, so wait until nobody is in it.</source>
        <translation>目的に必要な範囲だけが写っているか、よく見てください。写真を残すので、人が写っていないときにしてください。</translation>
    </message>
    <message>
        <source>Approve</source>
        <translation>承認する</translation>
    </message>
    <message>
        <source>Take “{name}” out of use?</source>
        <translation>「{name}」を取り外しますか</translation>
    </message>
    <message>
        <source>It stops recording at once, and its password and the photo of its view are forgotten. Its recordings stay until their retention ends.</source>
        <translation>録画はすぐに止まり、カメラのパスワードと写る範囲の写真は消えます。これまでの録画は保存期間の終わりまで残ります。</translation>
    </message>
    <message>
        <source>Take it out of use</source>
        <translation>取り外す</translation>
    </message>
    <message>
        <source>Off unless it is really needed: sound catches what people say to each other, and the paper at the entrance must then say so too.</source>
        <translation>会話まで残ってしまうため、本当に必要なときだけにします。録音するときは、入口に貼った紙にもそう書いてください。</translation>
    </message>
    <message>
        <source>Cover private places</source>
        <translation>私的な場所を隠す</translation>
    </message>
    <message>
        <source>Take the last corner back</source>
        <translation>角を1つ戻す</translation>
    </message>
    <message>
        <source>Close the shape</source>
        <translation>形を閉じる</translation>
    </message>
    <message>
        <source>Remove this mask</source>
        <translation>この目隠しを消す</translation>
    </message>
    <message>
        <source>Masks: {n}</source>
        <translation>目隠し {n}か所</translation>
    </message>
    <message>
        <source>Use these masks</source>
        <translation>この目隠しにする</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>やめる</translation>
    </message>
    <message>
        <source>Both agree</source>
        <translation>2人で同意する</translation>
    </message>
    <message>
        <source>What is black here is never recorded and cannot be brought back. The pictures of a masked camera are made anew by this PC, which is more work for it and costs a little sharpness.</source>
        <translation>黒い部分は録画されず、あとから見ることもできません。目隠しをしたカメラの映像は、このパソコンが作り直して保存します。そのぶんパソコンの仕事が増え、画質が少し下がります。</translation>
    </message>
    <message>
        <source>Mouse: click corner after corner, double-click closes; drag a corner or a mask. Keyboard: arrows move the cross (Ctrl: finely), Space sets a corner, Enter closes, Page Up/Down choose a mask, Shift+arrows move it, Delete removes it.</source>
        <translation>マウス: 角を順にクリックし、ダブルクリックで閉じます。角や目隠しは引いて動かせます。キー: 矢印で十字を動かし(Ctrlで細かく)、スペースで角、Enterで閉じます。PageUp・PageDownで選び、Shift+矢印で動かし、Deleteで消します。</translation>
    </message>
    <message>
        <source>Cameras of the shop</source>
        <translation>お店のカメラ</translation>
    </message>
    <message>
        <source>No camera yet</source>
        <translation>カメラがまだありません</translation>
    </message>
    <message>
        <source>Add the first one: it is found on the network, or typed.</source>
        <translation>最初の1台を加えてください。ネットワークから探すか、アドレスを入力します。</translation>
    </message>
    <message>
        <source>Each has its place, its reason, and a view somebody approved.</source>
        <translation>1台ごとに、場所と理由と、承認された写る範囲があります。</translation>
    </message>
    <message>
        <source>Cameras</source>
        <translation>カメラ</translation>
    </message>
</context>
<context>
    <name>covering</name>
    <message>
        <source>Picture. Found in it: {n}; of those shown: {m}.</source>
        <translation>画面。見つかった人 {n}、そのうち見せる人 {m}。</translation>
    </message>
    <message>
        <source>Cross at {x} % across, {y} % down</source>
        <translation>十字の位置は左から{x}%、上から{y}%</translation>
    </message>
    <message>
        <source>Make others unrecognisable</source>
        <translation>ほかの方を隠す</translation>
    </message>
    <message>
        <source>Whoever asks for pictures of themself gets a copy in which nobody else can be recognised. The footage is opened for both managers, which is logged.</source>
        <translation>ご本人からの請求でお渡しするのは、ほかの方が分からないようにした写しです。録画は責任者2人で開き、そのことが記録に残ります。</translation>
    </message>
    <message>
        <source>Open and look for people</source>
        <translation>開いて人を探す</translation>
    </message>
    <message>
        <source>Looking for people</source>
        <translation>写っている人を探しています</translation>
    </message>
    <message>
        <source>Film</source>
        <translation>映像</translation>
    </message>
    <message>
        <source>Place in the film</source>
        <translation>映像の中の位置</translation>
    </message>
    <message>
        <source>Show it as the copy will be</source>
        <translation>写しでの見え方で表示する</translation>
    </message>
    <message>
        <source>Leave the room in sight; cover everybody found in it</source>
        <translation>店内は見せたまま、写っている人を隠す</translation>
    </message>
    <message>
        <source>What a drawn box does</source>
        <translation>描いた枠の働き</translation>
    </message>
    <message>
        <source>A box drawn covers</source>
        <translation>描いた枠の中を隠す</translation>
    </message>
    <message>
        <source>A box drawn shows the person</source>
        <translation>描いた枠の中を見せる（ご本人）</translation>
    </message>
    <message>
        <source>How long a drawn box stays</source>
        <translation>枠を続ける長さ</translation>
    </message>
    <message>
        <source>to the end</source>
        <translation>終わりまで</translation>
    </message>
    <message>
        <source>for 5 seconds</source>
        <translation>5 秒間</translation>
    </message>
    <message>
        <source>for 1 second</source>
        <translation>1 秒間</translation>
    </message>
    <message>
        <source>in this picture only</source>
        <translation>この画面だけ</translation>
    </message>
    <message>
        <source>Next without the person</source>
        <translation>ご本人が見えない次の場面へ</translation>
    </message>
    <message>
        <source>Next not looked at</source>
        <translation>まだ確かめていないコマへ</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>元に戻す</translation>
    </message>
    <message>
        <source>Go on later</source>
        <translation>あとで続ける</translation>
    </message>
    <message>
        <source>Both of us went through this film: nobody else can be recognised</source>
        <translation>2人でこの映像を終わりまで見て、ほかの方が分からないことを確かめた</translation>
    </message>
    <message>
        <source>Both of us agree: nobody else can be recognised (looked at: {n} of {all})</source>
        <translation>2人で、ほかの方が分からないことを確かめた（見たのは {all} コマのうち {n} コマ）</translation>
    </message>
    <message>
        <source>{n} pictures of this film were not looked at yet.</source>
        <translation>この映像には、まだ確かめていないコマが {n} コマあります。</translation>
    </message>
    <message>
        <source>“Next not looked at” leads there. If it has to stay so, tick it once more; how much was looked at goes into the log.</source>
        <translation>「まだ確かめていないコマへ」で、その場面に移ります。このままでよければ、もう一度印を付けてください。どこまで見たかは、記録に残ります。</translation>
    </message>
    <message>
        <source>What was done before is still here. Go on where it was left.</source>
        <translation>前回までの作業が残っています。続きから始められます。</translation>
    </message>
    <message>
        <source>What was done before could not be opened any more. People were looked for anew.</source>
        <translation>前回の作業は開けませんでした。写っている人を、もう一度探しました。</translation>
    </message>
    <message>
        <source>Click the person who asked; click again to take it back. Drag a box to cover more. Keyboard: arrows move the cross, Space picks, Shift+arrows and Enter draw a box, Delete removes a drawn one, Page Up/Down go picture by picture, J K L play and stop.</source>
        <translation>請求したご本人をクリックして選びます（もう一度で取り消し）。足りないところは枠を引いて隠します。キーボードでは、矢印で十字を動かし、スペースで選択、Shift＋矢印と Enter で枠、Delete で描いた枠を削除、Page Up/Down で1コマずつ進みます。J K L で再生と停止です。</translation>
    </message>
    <message>
        <source>Keep with the case</source>
        <translation>この内容で決める</translation>
    </message>
    <message>
        <source>One picture back</source>
        <translation>1コマもどる</translation>
    </message>
    <message>
        <source>One picture on</source>
        <translation>1コマ進む</translation>
    </message>
    <message>
        <source>Play backward</source>
        <translation>逆向きに再生</translation>
    </message>
    <message>
        <source>Play forward</source>
        <translation>再生</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>止める</translation>
    </message>
    <message>
        <source>Looked at: {n} of {all} pictures.</source>
        <translation>確かめたコマ: {all} コマのうち {n} コマ</translation>
    </message>
    <message>
        <source>The picture comes.</source>
        <translation>画面を用意しています。</translation>
    </message>
    <message>
        <source>The copy shows the room; covered is whoever is not chosen.</source>
        <translation>写しには店内が写り、選んでいない方は隠れます。</translation>
    </message>
    <message>
        <source>Nobody is chosen in this film yet: point at the person who asked.</source>
        <translation>この映像では、まだ誰も選ばれていません。請求したご本人を選んでください。</translation>
    </message>
    <message>
        <source>The person is seen in {n} of {all} pictures of this film.</source>
        <translation>ご本人が見えるのは、この映像の {all} コマのうち {n} コマです。</translation>
    </message>
    <message>
        <source>The person is seen in every picture of this film.</source>
        <translation>ご本人は、この映像のすべてのコマで見えています。</translation>
    </message>
</context>
<context>
    <name>door</name>
    <message>
        <source>Last 30 minutes</source>
        <translation>この30分</translation>
    </message>
    <message>
        <source>Last hour</source>
        <translation>この1時間</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今日</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>昨日</translation>
    </message>
    <message>
        <source>Open recordings</source>
        <translation>録画を開く</translation>
    </message>
    <message>
        <source>From</source>
        <translation>始まり</translation>
    </message>
    <message>
        <source>yesterday 17:30</source>
        <translation>昨日 17:30</translation>
    </message>
    <message>
        <source>To</source>
        <translation>終わり</translation>
    </message>
    <message>
        <source>A word</source>
        <translation>ひとこと</translation>
    </message>
    <message>
        <source>(optional)</source>
        <translation>（なくてもかまいません）</translation>
    </message>
    <message>
        <source>e.g. cosmetics shelf beside the till</source>
        <translation>例:レジ横の化粧品の棚</translation>
    </message>
    <message>
        <source>Choose a purpose first</source>
        <translation>目的を選んでください</translation>
    </message>
    <message>
        <source>Choose cameras first</source>
        <translation>カメラを選んでください</translation>
    </message>
    <message>
        <source>Say which span first</source>
        <translation>期間を決めてください</translation>
    </message>
    <message>
        <source>Open for {n} {n:?minute|minutes}</source>
        <translation>{n}分だけ開く</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>やめる</translation>
    </message>
    <message>
        <source>Last 10 minutes</source>
        <translation>この10分</translation>
    </message>
    <message>
        <source>Purpose</source>
        <translation>目的</translation>
    </message>
    <message>
        <source>Cameras</source>
        <translation>カメラ</translation>
    </message>
    <message>
        <source>Span</source>
        <translation>期間</translation>
    </message>
    <message>
        <source>Every look is logged. Do not tell anybody what you see, and do not post it.</source>
        <translation>見たことは記録されます。見た内容を、ほかの人に話したり投稿したりしないでください。</translation>
    </message>
    <message>
        <source>Asking…</source>
        <translation>確認しています…</translation>
    </message>
    <message>
        <source>Passphrase of the first person</source>
        <translation>1人目のパスフレーズ</translation>
    </message>
    <message>
        <source>Second person</source>
        <translation>2人目</translation>
    </message>
    <message>
        <source>Passphrase of the second person</source>
        <translation>2人目のパスフレーズ</translation>
    </message>
    <message>
        <source>confirmed</source>
        <translation>確認済み</translation>
    </message>
    <message>
        <source>Second</source>
        <translation>2人目</translation>
    </message>
    <message>
        <source>The shop’s rule lets one manager look.</source>
        <translation>このお店の規程では、責任者1人で見られます。</translation>
    </message>
    <message>
        <source>First</source>
        <translation>1人目</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>パスフレーズ</translation>
    </message>
    <message>
        <source>Its twelve words, in order</source>
        <translation>12の言葉を順番に</translation>
    </message>
    <message>
        <source>Choose cameras to see here when they recorded.</source>
        <translation>カメラを選ぶと、録画のある時間がここに表示されます。</translation>
    </message>
</context>
<context>
    <name>errors</name>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>詳細をコピー</translation>
    </message>
</context>
<context>
    <name>fields</name>
    <message>
        <source>Hide what is typed</source>
        <translation>入力を隠す</translation>
    </message>
    <message>
        <source>Show what is typed</source>
        <translation>入力を表示</translation>
    </message>
    <message>
        <source>Strength of the passphrase</source>
        <translation>パスフレーズの強さ</translation>
    </message>
    <message>
        <source>Strong enough</source>
        <translation>十分な強さです</translation>
    </message>
    <message>
        <source>Too easy to guess</source>
        <translation>推測されやすいです</translation>
    </message>
    <message>
        <source>Write it down and keep it with you: {words}</source>
        <translation>書き留めて、身につけておいてください: {words}</translation>
    </message>
    <message>
        <source>Read: {words}. Typed in small Latin letters, with spaces.</source>
        <translation>読み: {words}。入力は半角の英小文字で、言葉の間に空白を入れます。</translation>
    </message>
</context>
<context>
    <name>first run</name>
    <message>
        <source>Recordings serve safety and the prevention of theft, nothing else.</source>
        <translation>録画は、安全と万引き・盗難の防止のためだけに使います。</translation>
    </message>
    <message>
        <source>I tell nobody what I see in them, and post it nowhere.</source>
        <translation>録画で見たことを、だれにも話さず、どこにも投稿しません。</translation>
    </message>
    <message>
        <source>Nobody in them is a thief because a screen or an alert says so.</source>
        <translation>画面や通知に出ただけの人を、犯人のように扱いません。</translation>
    </message>
    <message>
        <source>Every look is logged. I keep my passphrase to myself.</source>
        <translation>見たことはすべて記録されます。パスフレーズは人に教えません。</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>Login</source>
        <translation>ログイン名</translation>
    </message>
    <message>
        <source>This PC has no place of its own for keys, so the shop’s key goes into a file. Give that file to nobody: with it the shop’s records (people, cameras, requests) can be read, though not its recordings.</source>
        <translation>このパソコンには鍵をしまう専用の場所がないため、お店の鍵は次のファイルに入れます。このファイルは、だれにも渡さないでください。渡すと、お店の人・カメラ・依頼などの記録を読まれるおそれがあります（録画は見られません）。</translation>
    </message>
    <message>
        <source>e.g. Sato Hanako</source>
        <translation>例:佐藤 花子</translation>
    </message>
    <message>
        <source>e.g. sato</source>
        <translation>例:sato</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>パスフレーズ</translation>
    </message>
    <message>
        <source>Passphrase once more</source>
        <translation>パスフレーズ(もう一度)</translation>
    </message>
    <message>
        <source>I have read this, and I pledge it</source>
        <translation>読みました。誓約します</translation>
    </message>
    <message>
        <source>Small letters and digits</source>
        <translation>半角の英小文字と数字</translation>
    </message>
    <message>
        <source>15 characters or more, or six words</source>
        <translation>15文字以上、または6つの言葉</translation>
    </message>
    <message>
        <source>Suggest one</source>
        <translation>案を出す</translation>
    </message>
    <message>
        <source>Keep the shop’s key in this file: {path}</source>
        <translation>お店の鍵を、このファイルに置く: {path}</translation>
    </message>
    <message>
        <source>e.g. Suzuki Ichiro</source>
        <translation>例: 鈴木 一郎</translation>
    </message>
    <message>
        <source>e.g. suzuki</source>
        <translation>例: suzuki</translation>
    </message>
    <message>
        <source>Pledge and short training</source>
        <translation>誓約と、短い説明</translation>
    </message>
    <message>
        <source>{n} {n:?day|days}</source>
        <translation>{n}日</translation>
    </message>
    <message>
        <source>Both agree</source>
        <translation>2人とも同意する</translation>
    </message>
    <message>
        <source>Both managers agree to a change:</source>
        <translation>変えるには、2人の同意が必要です。</translation>
    </message>
    <message>
        <source>How many days fit on this disk is known after a day of recording.</source>
        <translation>このディスクに何日分入るかは、1日録画すると分かります。</translation>
    </message>
    <message>
        <source>This disk holds about {n} {n:?day|days}: enough.</source>
        <translation>このディスクには約{n}日分入ります。十分です。</translation>
    </message>
    <message>
        <source>This disk holds about {n} {n:?day|days}: {wanted} will not be reached. When it is full, the oldest recordings go first, earlier than chosen here.</source>
        <translation>このディスクには約{n}日分しか入らないため、{wanted}日には届きません。いっぱいになると、選んだ日数より早く、古い録画から消えます。</translation>
    </message>
    <message>
        <source>Recovery sheet</source>
        <translation>回復シート</translation>
    </message>
    <message>
        <source>Save as PDF</source>
        <translation>PDFに保存</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>印刷</translation>
    </message>
    <message>
        <source>With the paper in your hand, type these three words of it:</source>
        <translation>紙を手に持って、次の3つの言葉を入力してください。</translation>
    </message>
    <message>
        <source>Word {n}</source>
        <translation>{n}番目の言葉</translation>
    </message>
    <message>
        <source>Make a new recovery sheet</source>
        <translation>新しい回復シートを作る</translation>
    </message>
    <message>
        <source>Setting up was left before it was certain that the sheet is in the safe. Make a new one now, both together; whatever was printed before opens nothing any more.</source>
        <translation>前回は、回復シートの保管を確かめる前に終わりました。お2人でいま新しく作ってください。前に印刷したものは使えなくなります。</translation>
    </message>
    <message>
        <source>Print it from there, put the paper into the safe, and delete the file.</source>
        <translation>そこから印刷し、紙を金庫にしまって、ファイルは消してください。</translation>
    </message>
    <message>
        <source>The other manager and this sheet open the recordings together. It is made only now: put it into the safe, and keep no copy on this PC.</source>
        <translation>残った責任者とこのシートで、録画を開けます。いま一度だけ作られます。金庫にしまい、このパソコンには残さないでください。</translation>
    </message>
    <message>
        <source>Name of the shop</source>
        <translation>お店の名前</translation>
    </message>
    <message>
        <source>Contact</source>
        <translation>連絡先</translation>
    </message>
    <message>
        <source>e.g. Midori Pharmacy, Ekimae</source>
        <translation>例:みどり薬局 駅前店</translation>
    </message>
    <message>
        <source>e.g. 03-1234-5678, office of the shop</source>
        <translation>例:03-1234-5678 店舗事務所</translation>
    </message>
    <message>
        <source>It stands on the papers you hand out, for anybody who has a question.</source>
        <translation>質問のある方のために、お渡しする書類に載ります。</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>もどる</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>次へ</translation>
    </message>
    <message>
        <source>Making the shop’s keys. A few seconds…</source>
        <translation>お店の鍵を作っています。数秒お待ちください…</translation>
    </message>
    <message>
        <source>To the live pictures</source>
        <translation>ライブ映像へ</translation>
    </message>
    <message>
        <source>The camera on this card is not added yet.</source>
        <translation>この画面のカメラは、まだ追加されていません。</translation>
    </message>
    <message>
        <source>Press “Add this camera”, or “Next” once more to go on without it.</source>
        <translation>「このカメラを追加」を押してください。追加しないときは、もう一度「次へ」を押してください。</translation>
    </message>
    <message>
        <source>{n} days are not agreed to yet.</source>
        <translation>{n}日への変更は、まだ2人の同意がありません。</translation>
    </message>
    <message>
        <source>Press “Both agree”, or “Next” once more to leave it at {n} days for now.</source>
        <translation>「2人とも同意」を押すか、いまは{n}日のままにするなら、もう一度「次へ」を押してください。</translation>
    </message>
    <message>
        <source>What is the shop called?</source>
        <translation>お店の名前は何ですか</translation>
    </message>
    <message>
        <source>The name stands on the screen and on every paper.</source>
        <translation>画面と書類に載ります。</translation>
    </message>
    <message>
        <source>Who is the chief manager?</source>
        <translation>管理責任者はどなたですか</translation>
    </message>
    <message>
        <source>Two named managers open recordings together. Nobody can open them alone.</source>
        <translation>録画は、決められた2人がそろって開きます。1人では開けません。</translation>
    </message>
    <message>
        <source>Who is the deputy manager?</source>
        <translation>管理副責任者はどなたですか</translation>
    </message>
    <message>
        <source>The deputy sits down here now, and types out of the chief’s sight.</source>
        <translation>ここからは管理副責任者の方が、ほかの人に見えないように入力してください。</translation>
    </message>
    <message>
        <source>Put the recovery sheet into the safe</source>
        <translation>回復シートを金庫へ</translation>
    </message>
    <message>
        <source>It stands in for a manager who is gone or has forgotten the passphrase.</source>
        <translation>1人が辞めたとき、パスフレーズを忘れたときに、代わりになります。</translation>
    </message>
    <message>
        <source>Which cameras are there?</source>
        <translation>カメラはどれですか</translation>
    </message>
    <message>
        <source>Each is tried out before it records. More can be added later.</source>
        <translation>録画の前に、映るか試します。あとからも追加できます。</translation>
    </message>
    <message>
        <source>How long are recordings kept?</source>
        <translation>録画を何日残しますか</translation>
    </message>
    <message>
        <source>As short as the purpose allows; after that they are destroyed.</source>
        <translation>必要な長さだけ残します。過ぎた録画は消去され、戻せません。</translation>
    </message>
    <message>
        <source>Should recording start with this PC?</source>
        <translation>パソコンの起動に合わせて録画を始めますか</translation>
    </message>
    <message>
        <source>A camera only helps if it records, after a power cut too.</source>
        <translation>停電のあとも録画されていなければ、カメラは役に立ちません。</translation>
    </message>
    <message>
        <source>The shop is ready</source>
        <translation>準備ができました</translation>
    </message>
    <message>
        <source>What is set up here goes on when this window is closed.</source>
        <translation>カメラの録画は、この画面を閉じても続きます。</translation>
    </message>
    <message>
        <source>Shop</source>
        <translation>お店</translation>
    </message>
    <message>
        <source>Two managers</source>
        <translation>責任者2人</translation>
    </message>
    <message>
        <source>Cameras</source>
        <translation>カメラ</translation>
    </message>
    <message>
        <source>Retention</source>
        <translation>保存期間</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>自動開始</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>できあがり</translation>
    </message>
    <message>
        <source>Step {n} of {m}: {name}</source>
        <translation>{m}のうち{n}番目: {name}</translation>
    </message>
    <message>
        <source>○ {name} (later)</source>
        <translation>○ {name}(あとで)</translation>
    </message>
    <message>
        <source>Cameras that record from now on: {n}</source>
        <translation>これから{n}台のカメラで録画します。</translation>
    </message>
    <message>
        <source>Recordings are kept for {n} {n:?day|days} at most; this disk holds about {fits}.</source>
        <translation>録画は長くても{n}日で消します。このディスクに入るのは約{fits}日分です。</translation>
    </message>
    <message>
        <source>Recording starts when this PC is switched on.</source>
        <translation>パソコンの電源が入ると、録画が始まります。</translation>
    </message>
    <message>
        <source>Recording starts once this account has logged in to the PC.</source>
        <translation>この利用者がパソコンにログインすると、録画が始まります。</translation>
    </message>
    <message>
        <source>No camera yet: nothing is recorded.</source>
        <translation>カメラがまだないため、何も録画されません。</translation>
    </message>
    <message>
        <source>Add a camera</source>
        <translation>カメラを追加</translation>
    </message>
    <message>
        <source>Recordings are kept for {n} days, until both managers agree to another time.</source>
        <translation>2人が別の日数に同意するまで、録画は{n}日間残します。</translation>
    </message>
    <message>
        <source>Choose the days</source>
        <translation>日数を決める</translation>
    </message>
    <message>
        <source>After this PC was off, somebody has to open ShopGuard to record again.</source>
        <translation>パソコンの電源を切ったあとは、ShopGuardを開くと録画が始まります。</translation>
    </message>
    <message>
        <source>Start by itself</source>
        <translation>自動で始める</translation>
    </message>
    <message>
        <source>Two managers are named, and the recovery sheet is in the safe.</source>
        <translation>責任者2人が決まり、回復シートは金庫にあります。</translation>
    </message>
    <message>
        <source>Left for later</source>
        <translation>あとですること</translation>
    </message>
    <message>
        <source>Recordings are kept for {n} days, then destroyed.</source>
        <translation>録画は{n}日間残し、そのあと消します。</translation>
    </message>
    <message>
        <source>Before you open, put a paper of your own up where people come in: that cameras record, the name of the shop, and how to reach you.</source>
        <translation>開店の前に、防犯カメラで録画していること、お店の名前、連絡先を書いた紙を用意し、入口に貼ってください。</translation>
    </message>
    <message>
        <source>Start recording by itself</source>
        <translation>自動で録画を始める</translation>
    </message>
    <message>
        <source>After a power cut nobody has to think of it. Where this account of the PC keeps the shop’s key, recording starts once the account has logged in.</source>
        <translation>停電のあとも、だれも操作せずに録画が始まります。お店の鍵が、パソコンのこの利用者のところにしまってあるときは、その利用者がログインしたときに始まります。</translation>
    </message>
</context>
<context>
    <name>frame</name>
    <message>
        <source>One manager may look</source>
        <translation>1人で閲覧できます</translation>
    </message>
    <message>
        <source>Both managers agreed that one alone may look at recordings.</source>
        <translation>責任者2人の同意で、1人でも録画を見られるようにしています。</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>ロックする</translation>
    </message>
    <message>
        <source>Locks in {n} s</source>
        <translation>あと{n}秒でロックします</translation>
    </message>
    <message>
        <source>Checking the recorder…</source>
        <translation>録画を確認中…</translation>
    </message>
    <message>
        <source>Recording is starting…</source>
        <translation>録画を始めています…</translation>
    </message>
    <message>
        <source>Recorder stopped</source>
        <translation>録画が止まっています</translation>
    </message>
    <message>
        <source>No camera yet</source>
        <translation>カメラなし</translation>
    </message>
    <message>
        <source>Recording {n}/{m}</source>
        <translation>録画中 {n}/{m}台</translation>
    </message>
    <message>
        <source>Disk holds {n} {n:?day|days}</source>
        <translation>ディスク 約{n}日分</translation>
    </message>
    <message>
        <source>Disk holds only {n} {n:?day|days}</source>
        <translation>ディスク 約{n}日分（不足）</translation>
    </message>
    <message>
        <source>Go on working</source>
        <translation>作業を続ける</translation>
    </message>
    <message>
        <source>Quit all the same</source>
        <translation>それでも終了する</translation>
    </message>
    <message>
        <source>End the demo</source>
        <translation>見本を終わる</translation>
    </message>
    <message>
        <source>The new recovery sheet is not confirmed yet</source>
        <translation>新しい回復シートの保管がまだ確かめられていません</translation>
    </message>
    <message>
        <source>If a manager later loses the passphrase and there is no sheet, recordings can be lost for ever.</source>
        <translation>責任者がパスフレーズを忘れたときにシートがないと、録画を二度と見られなくなることがあります。</translation>
    </message>
    <message>
        <source>End the demo shop?</source>
        <translation>見本を終わりますか</translation>
    </message>
    <message>
        <source>The demo shop and all you made in it are erased.</source>
        <translation>見本の店と、ここで作ったものはすべて消えます。</translation>
    </message>
    <message>
        <source>The recovery sheet is not kept yet</source>
        <translation>回復シートがまだ保管されていません</translation>
    </message>
    <message>
        <source>The shop and its two managers stay as they are. This PC forgets the sheet when it quits: at the next sign-in you make a new one together, and go on from here.</source>
        <translation>お店と2人の責任者の設定は残ります。終了すると、いまの回復シートはもう表示できません。次にログインしたとき、お2人で新しいシートを作り、ここから続けられます。</translation>
    </message>
    <message>
        <source>Something is still being worked on</source>
        <translation>まだ続いている作業があります</translation>
    </message>
    <message>
        <source>Files being written now would be left unfinished. Recording goes on either way.</source>
        <translation>いま書き出しているファイルは途中で終わります。録画は、どちらの場合も続きます。</translation>
    </message>
    <message>
        <source>Open ShopGuard</source>
        <translation>ShopGuard を開く</translation>
    </message>
    <message>
        <source>Quit (recording goes on)</source>
        <translation>終了する(録画は続きます)</translation>
    </message>
    <message>
        <source>End the demo (nothing is kept)</source>
        <translation>見本を終わる（何も残りません）</translation>
    </message>
    <message>
        <source>Nothing is being recorded</source>
        <translation>録画が止まっています</translation>
    </message>
    <message>
        <source>The recorder does not answer. Please open ShopGuard: Health.</source>
        <translation>録画プログラムの応答がありません。ShopGuard を開き、「点検」を確かめてください。</translation>
    </message>
    <message>
        <source>{n} {n:?camera is|cameras are} not being recorded</source>
        <translation>{n}台のカメラが録画できていません</translation>
    </message>
    <message>
        <source>Please open ShopGuard: Health says which, and what to try.</source>
        <translation>ShopGuard を開いてください。どのカメラか、何をすればよいかは「点検」にあります。</translation>
    </message>
    <message>
        <source>ShopGuard stays here</source>
        <translation>ShopGuard はここに残っています</translation>
    </message>
    <message>
        <source>Recording goes on. Click this sign to open the window again; its menu ends ShopGuard.</source>
        <translation>録画は続いています。この印を押すと画面が開きます。終わるときは、印のメニューから選んでください。</translation>
    </message>
</context>
<context>
    <name>health</name>
    <message>
        <source>Disk</source>
        <translation>ディスク</translation>
    </message>
    <message>
        <source>Disk in use</source>
        <translation>ディスクの使用量</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>時計</translation>
    </message>
    <message>
        <source>Recorder</source>
        <translation>録画プログラム</translation>
    </message>
    <message>
        <source>Start the recorder</source>
        <translation>録画を始める</translation>
    </message>
    <message>
        <source>Health</source>
        <translation>点検</translation>
    </message>
    <message>
        <source>Recording is a fact here: the age of what is safely stored.</source>
        <translation>確実に保存できた時刻で、録画できているかを確かめます。</translation>
    </message>
    <message>
        <source>Asking the recorder…</source>
        <translation>確認しています…</translation>
    </message>
    <message>
        <source>As of {time}</source>
        <translation>{time} 現在</translation>
    </message>
    <message>
        <source>{size} free</source>
        <translation>空き {size}</translation>
    </message>
    <message>
        <source>Recordings {footage}, of them kept {held}</source>
        <translation>録画 {footage}(うち保全 {held})</translation>
    </message>
    <message>
        <source>Cannot be trusted now</source>
        <translation>いまは信用できません</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>不明</translation>
    </message>
    <message>
        <source>Steady</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>Jumped by {length}</source>
        <translation>{length}ずれました</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>始めています</translation>
    </message>
    <message>
        <source>Recording begins in a moment.</source>
        <translation>まもなく録画が始まります。</translation>
    </message>
    <message>
        <source>Nothing is being recorded.</source>
        <translation>いま、何も録画されていません。</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>since {time}</source>
        <translation>{time} から</translation>
    </message>
    <message>
        <source>restarts today: {n}</source>
        <translation>今日の再起動 {n}回</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>動作中</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>カメラ</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>録画</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>データ量</translation>
    </message>
    <message>
        <source>Gaps today</source>
        <translation>今日の途切れ</translation>
    </message>
    <message>
        <source>Kept since</source>
        <translation>残っている最初の日</translation>
    </message>
    <message>
        <source>good</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>late</source>
        <translation>遅れ</translation>
    </message>
    <message>
        <source>failing</source>
        <translation>異常</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>不明</translation>
    </message>
    <message>
        <source>There is no camera yet. Add one on the page of cameras.</source>
        <translation>カメラがまだありません。「カメラ」の画面で追加してください。</translation>
    </message>
    <message>
        <source>{n} ({length})</source>
        <translation>{n}回({length})</translation>
    </message>
    <message>
        <source>none</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>Nothing recorded yet</source>
        <translation>まだ録画がありません</translation>
    </message>
    <message>
        <source>Not recording</source>
        <translation>録画できていません</translation>
    </message>
    <message>
        <source>Recording; stored up to {ago}</source>
        <translation>録画中({ago}まで保存済み)</translation>
    </message>
    <message>
        <source>Not recording; last stored {ago}</source>
        <translation>録画できていません(最後の保存は{ago})</translation>
    </message>
    <message>
        <source>The date and time are right</source>
        <translation>日付と時刻は正しい</translation>
    </message>
    <message>
        <source>{day}: still to come</source>
        <translation>{day}: これから</translation>
    </message>
    <message>
        <source>{day}: not yet recording</source>
        <translation>{day}: まだ録画を始めていません</translation>
    </message>
    <message>
        <source>{day}: no gaps</source>
        <translation>{day}: 途切れなし</translation>
    </message>
    <message>
        <source>{day}: {n} {n:?gap|gaps}, missing {length}</source>
        <translation>{day}: 途切れ{n}回、合わせて{length}</translation>
    </message>
    <message>
        <source>Next month</source>
        <translation>次の月</translation>
    </message>
    <message>
        <source>Previous month</source>
        <translation>前の月</translation>
    </message>
    <message>
        <source>Gaps in the recordings</source>
        <translation>録画の途切れ</translation>
    </message>
    <message>
        <source>and {n} more</source>
        <translation>ほか{n}回</translation>
    </message>
    <message>
        <source>{camera}: not yet recording</source>
        <translation>{camera}: まだ録画を始めていません</translation>
    </message>
    <message>
        <source>{camera}: recording from {time} on</source>
        <translation>{camera}: {time} から録画</translation>
    </message>
    <message>
        <source>Nothing was recorded in this month.</source>
        <translation>この月は録画していません。</translation>
    </message>
    <message>
        <source>Nothing is missing since the first recording.</source>
        <translation>録画を始めてから、途切れはありません。</translation>
    </message>
    <message>
        <source>Nothing is missing in this month.</source>
        <translation>この月は、途切れなく録画できています。</translation>
    </message>
    <message>
        <source>Days with gaps: {n}. Choose a day to see when and why.</source>
        <translation>途切れた日は{n}日です。日を選ぶと、時刻とわけが出ます。</translation>
    </message>
    <message>
        <source>about {length}</source>
        <translation>約{length}</translation>
    </message>
    <message>
        <source>now</source>
        <translation>いま</translation>
    </message>
    <message>
        <source>{camera}  {start} – {end} ({length})</source>
        <translation>{camera}&#x3000;{start} 〜 {end}（{length}）</translation>
    </message>
    <message>
        <source>nothing missing</source>
        <translation>途切れなし</translation>
    </message>
    <message>
        <source>gaps</source>
        <translation>途切れあり</translation>
    </message>
    <message>
        <source>an hour or more missing</source>
        <translation>1時間以上</translation>
    </message>
    <message>
        <source>not yet recording</source>
        <translation>録画を始める前</translation>
    </message>
</context>
<context>
    <name>help</name>
    <message>
        <source>Topics</source>
        <translation>ご案内の一覧</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>ご案内</translation>
    </message>
    <message>
        <source>Short pages on what you do most. They work without a network.</source>
        <translation>よく使うことを短くまとめました。インターネットがなくても読めます。</translation>
    </message>
    <message>
        <source>About ShopGuard</source>
        <translation>ShopGuard について</translation>
    </message>
    <message>
        <source>Licences of the parts</source>
        <translation>使っている部品のライセンス</translation>
    </message>
    <message>
        <source>Page of the guide</source>
        <translation>ご案内の本文</translation>
    </message>
    <message>
        <source>Copy the fingerprint</source>
        <translation>指紋をコピー</translation>
    </message>
    <message>
        <source>Keep this outside of the PC, on paper: whoever checks a copy of the log later sees by it that this shop signed it.</source>
        <translation>紙に書いて、パソコンの外に保管してください。操作の記録の控えが、このお店のものだと確かめられます。</translation>
    </message>
    <message>
        <source>ShopGuard’s own source is under the Apache licence 2.0. A bundle with all its parts is passed on under the GNU GPL, version 3.</source>
        <translation>ShopGuard 自体は Apache ライセンス 2.0 です。部品をすべて含めて配るときは、GNU GPL バージョン3 に従います。</translation>
    </message>
    <message>
        <source>Fingerprint of the shop’s key</source>
        <translation>お店の鍵の指紋</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>部品</translation>
    </message>
    <message>
        <source>Text of the licence</source>
        <translation>ライセンスの本文</translation>
    </message>
    <message>
        <source>Choose a part</source>
        <translation>部品を選んでください</translation>
    </message>
    <message>
        <source>{n} {n:?part|parts}</source>
        <translation>{n}個</translation>
    </message>
    <message>
        <source>The part brings no text of its licence.</source>
        <translation>この部品には、ライセンスの本文が付いていません。</translation>
    </message>
</context>
<context>
    <name>live</name>
    <message>
        <source>Back to all cameras (Esc)</source>
        <translation>すべてのカメラに戻る (Esc)</translation>
    </message>
    <message>
        <source>{n} at once</source>
        <translation>一度に{n}台</translation>
    </message>
    <message>
        <source>Previous cameras</source>
        <translation>前のカメラ</translation>
    </message>
    <message>
        <source>Next cameras</source>
        <translation>次のカメラ</translation>
    </message>
    <message>
        <source>Whole screen</source>
        <translation>画面いっぱいに表示</translation>
    </message>
    <message>
        <source>On the other screen</source>
        <translation>もう1つの画面に表示</translation>
    </message>
    <message>
        <source>The live pictures are on a whole screen</source>
        <translation>ライブは画面いっぱいに表示しています</translation>
    </message>
    <message>
        <source>They stay there while you work here, until somebody locks.</source>
        <translation>ここで別の作業をしている間も、席をロックするまで表示が続きます。</translation>
    </message>
    <message>
        <source>Bring them back</source>
        <translation>この画面に戻す</translation>
    </message>
    <message>
        <source>No camera yet</source>
        <translation>カメラがまだありません</translation>
    </message>
    <message>
        <source>Once a camera is added, what it sees appears here.</source>
        <translation>カメラを追加すると、ここに映像が出ます。</translation>
    </message>
    <message>
        <source>Add a camera</source>
        <translation>カメラを追加</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>ライブ</translation>
    </message>
    <message>
        <source>{time} late</source>
        <translation>{time}遅れ</translation>
    </message>
    <message>
        <source>No picture for {time}</source>
        <translation>{time}前から映像なし</translation>
    </message>
    <message>
        <source>Waiting for the first picture…</source>
        <translation>映像を待っています…</translation>
    </message>
    <message>
        <source>Check the camera’s power and its cable. It is tried again all the time.</source>
        <translation>カメラの電源とケーブルを確かめてください。自動でつなぎ直しています。</translation>
    </message>
    <message>
        <source>Live pictures</source>
        <translation>ライブの映像</translation>
    </message>
    <message>
        <source>Esc or F11: back to the window</source>
        <translation>Esc または F11 で元の画面に戻ります</translation>
    </message>
    <message>
        <source>Double-click: enlarge. Wheel: look closer. Drag: move.</source>
        <translation>ダブルクリックで拡大、ホイールで細部、ドラッグで並べ替えができます。</translation>
    </message>
    <message>
        <source>Arrangement</source>
        <translation>並べ方</translation>
    </message>
    <message>
        <source>Arrangement of the cameras: {name}</source>
        <translation>カメラの並べ方: {name}</translation>
    </message>
    <message>
        <source>without a name</source>
        <translation>名前なし</translation>
    </message>
    <message>
        <source>Name this arrangement…</source>
        <translation>この並べ方に名前をつける…</translation>
    </message>
    <message>
        <source>Rename “{name}”…</source>
        <translation>「{name}」の名前を変える…</translation>
    </message>
    <message>
        <source>Remove “{name}”</source>
        <translation>「{name}」を一覧から外す</translation>
    </message>
    <message>
        <source>Name of this arrangement</source>
        <translation>この並べ方の名前</translation>
    </message>
    <message>
        <source>e.g. closing time</source>
        <translation>例:閉店のとき</translation>
    </message>
    <message>
        <source>Which cameras stand where, on this PC only.</source>
        <translation>どのカメラをどこに置くかを覚えます。このパソコンだけのものです。</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>覚える</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>やめる</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>元に戻す</translation>
    </message>
    <message>
        <source>Kept as “{name}”.</source>
        <translation>「{name}」として覚えました。</translation>
    </message>
    <message>
        <source>Arranged as “{name}”.</source>
        <translation>「{name}」の並べ方にしました。</translation>
    </message>
    <message>
        <source>Renamed to “{name}”.</source>
        <translation>名前を「{name}」に変えました。</translation>
    </message>
    <message>
        <source>“{name}” was removed.</source>
        <translation>「{name}」を一覧から外しました。</translation>
    </message>
    <message>
        <source>Type a name.</source>
        <translation>名前を入力してください。</translation>
    </message>
    <message>
        <source>Another arrangement is called so. Choose another name.</source>
        <translation>同じ名前の並べ方があります。別の名前にしてください。</translation>
    </message>
    <message>
        <source>{n} arrangements are kept already. Remove one first.</source>
        <translation>覚えられるのは{n}個までです。先にどれかを外してください。</translation>
    </message>
</context>
<context>
    <name>lock</name>
    <message>
        <source>Login</source>
        <translation>ログイン名</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>パスフレーズ</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>ログイン</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>確認しています…</translation>
    </message>
    <message>
        <source>This is the demo shop. A name fills in both lines:</source>
        <translation>見本のお店です。名前を押すと記入されます。</translation>
    </message>
    <message>
        <source>Leave the demo</source>
        <translation>見本を終わる</translation>
    </message>
    <message>
        <source>The seat is locked. Recording goes on.</source>
        <translation>ロック中です。録画は続いています。</translation>
    </message>
    <message>
        <source>Nobody was here for a while, so the seat is locked.</source>
        <translation>しばらく操作がなかったので、ロックしました。録画は続いています。</translation>
    </message>
    <message>
        <source>The PC was asleep, so the seat is locked.</source>
        <translation>パソコンが休止したので、ロックしました。</translation>
    </message>
    <message>
        <source>The PC was locked, so the seat is locked, too.</source>
        <translation>パソコンの画面がロックされたので、こちらもロックしました。録画は続いています。</translation>
    </message>
    <message>
        <source>Signed out. Recording goes on.</source>
        <translation>ログアウトしました。録画は続いています。</translation>
    </message>
</context>
<context>
    <name>people</name>
    <message>
        <source>People</source>
        <translation>関係者</translation>
    </message>
    <message>
        <source>Pledge and training</source>
        <translation>誓約と研修</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>pledge: {words}</source>
        <translation>誓約: {words}</translation>
    </message>
    <message>
        <source>left</source>
        <translation>退任</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>変更する</translation>
    </message>
    <message>
        <source>Passphrase until now</source>
        <translation>いままでのパスフレーズ</translation>
    </message>
    <message>
        <source>New passphrase</source>
        <translation>新しいパスフレーズ</translation>
    </message>
    <message>
        <source>New recovery sheet</source>
        <translation>新しい回復シート</translation>
    </message>
    <message>
        <source>Put it into the safe and destroy the one before. It is kept nowhere else: without it on paper, a lost passphrase cannot be replaced.</source>
        <translation>金庫にしまい、前のシートは細かく裁断してください。ほかのどこにも残りません。紙がないと、パスフレーズを忘れたときに決め直せません。</translation>
    </message>
    <message>
        <source>Recovery sheet</source>
        <translation>回復シート</translation>
    </message>
    <message>
        <source>It is in the safe</source>
        <translation>金庫にしまいました</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>印刷</translation>
    </message>
    <message>
        <source>Save as PDF</source>
        <translation>PDFに保存</translation>
    </message>
    <message>
        <source>Print it from there, put the paper into the safe, and delete the file.</source>
        <translation>そこから印刷し、紙を金庫にしまって、ファイルは消してください。</translation>
    </message>
    <message>
        <source>Once more</source>
        <translation>もう一度</translation>
    </message>
    <message>
        <source>15 characters or more, or six words</source>
        <translation>15文字以上、または6つの言葉</translation>
    </message>
    <message>
        <source>Suggest one</source>
        <translation>候補を出す</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>e.g. Sato Hanako</source>
        <translation>例: 佐藤 花子</translation>
    </message>
    <message>
        <source>Login</source>
        <translation>ログイン名</translation>
    </message>
    <message>
        <source>e.g. sato</source>
        <translation>例: sato</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>役割</translation>
    </message>
    <message>
        <source>Holds for</source>
        <translation>有効期間</translation>
    </message>
    <message>
        <source>Their own passphrase</source>
        <translation>本人のパスフレーズ</translation>
    </message>
    <message>
        <source>Small letters and digits</source>
        <translation>半角の小文字と数字</translation>
    </message>
    <message>
        <source>They type it themselves: it will open the recordings.</source>
        <translation>本人が入力します。これからは、これが録画を開く鍵になります。</translation>
    </message>
    <message>
        <source>Becomes</source>
        <translation>新しい役割</translation>
    </message>
    <message>
        <source>no role</source>
        <translation>役割なし</translation>
    </message>
    <message>
        <source>{n} {n:?day|days}</source>
        <translation>{n}日</translation>
    </message>
    <message>
        <source>Show those who left</source>
        <translation>退任した人も表示</translation>
    </message>
    <message>
        <source>Who works with the cameras. Whatever changes here, both managers agree to it.</source>
        <translation>カメラに関わる人の一覧です。変えるときは、いつも責任者2人で確認します。</translation>
    </message>
    <message>
        <source>One manager alone may look at recordings</source>
        <translation>責任者1人で録画を見られます</translation>
    </message>
    <message>
        <source>Both managers agreed to it. Every look still stands in the log.</source>
        <translation>責任者2人が同意しています。見たことは、これまでどおり操作の記録に残ります。</translation>
    </message>
    <message>
        <source>Pledge</source>
        <translation>誓約書</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>研修</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>登録日</translation>
    </message>
    <message>
        <source>not signed</source>
        <translation>まだありません</translation>
    </message>
    <message>
        <source>not trained</source>
        <translation>まだ受けていません</translation>
    </message>
    <message>
        <source>lapsed on {day}</source>
        <translation>{day}に期限切れ</translation>
    </message>
    <message>
        <source>until {day}, soon over</source>
        <translation>{day}まで（もうすぐ切れます）</translation>
    </message>
    <message>
        <source>until {day}</source>
        <translation>{day}まで</translation>
    </message>
    <message>
        <source>left on {day}</source>
        <translation>{day}に退任</translation>
    </message>
    <message>
        <source>switched off</source>
        <translation>利用停止中</translation>
    </message>
    <message>
        <source>present</source>
        <translation>利用中</translation>
    </message>
    <message>
        <source>Add somebody</source>
        <translation>人を追加</translation>
    </message>
    <message>
        <source>Make chief or deputy…</source>
        <translation>責任者にする…</translation>
    </message>
    <message>
        <source>Change the role</source>
        <translation>役割を変える</translation>
    </message>
    <message>
        <source>Pledge signed today</source>
        <translation>誓約書を受け取った</translation>
    </message>
    <message>
        <source>Trained today</source>
        <translation>研修を受けた</translation>
    </message>
    <message>
        <source>Change my passphrase</source>
        <translation>自分のパスフレーズを変える</translation>
    </message>
    <message>
        <source>Lost passphrase</source>
        <translation>パスフレーズを忘れた</translation>
    </message>
    <message>
        <source>Switch off</source>
        <translation>利用を止める</translation>
    </message>
    <message>
        <source>Switch on again</source>
        <translation>利用を再開する</translation>
    </message>
    <message>
        <source>Leaves the shop</source>
        <translation>退任する</translation>
    </message>
    <message>
        <source>Let one manager look alone…</source>
        <translation>1人で見られるようにする…</translation>
    </message>
    <message>
        <source>Two managers again…</source>
        <translation>2人での確認に戻す…</translation>
    </message>
    <message>
        <source>Pass the keys over</source>
        <translation>鍵を引き継ぐ</translation>
    </message>
    <message>
        <source>Note it</source>
        <translation>記録する</translation>
    </message>
    <message>
        <source>Set the new one</source>
        <translation>新しくする</translation>
    </message>
    <message>
        <source>Destroy the key</source>
        <translation>鍵を壊して退任</translation>
    </message>
    <message>
        <source>Make a new sheet</source>
        <translation>新しく作る</translation>
    </message>
    <message>
        <source>One may look alone</source>
        <translation>1人で見られるようにする</translation>
    </message>
    <message>
        <source>Two again</source>
        <translation>2人に戻す</translation>
    </message>
    <message>
        <source>They choose their own passphrase, out of everybody’s sight.</source>
        <translation>パスフレーズは本人が、ほかの人に見えないように決めます。</translation>
    </message>
    <message>
        <source>The keys to the recordings pass over at once; whoever it was before can open nothing any more. Nothing recorded is lost.</source>
        <translation>録画の鍵はすぐに引き継がれ、前の責任者は何も開けなくなります。これまでの録画は失われません。</translation>
    </message>
    <message>
        <source>It holds from the next time they sign in.</source>
        <translation>次にログインしたときから変わります。</translation>
    </message>
    <message>
        <source>Only once the paper is signed: it says what they promise.</source>
        <translation>紙に署名をもらってから記録してください。約束することは次のとおりです。</translation>
    </message>
    <message>
        <source>When it lapses, pictures stay closed to them until they are trained again.</source>
        <translation>期限が切れると、次に研修を受けるまで映像を見られません。</translation>
    </message>
    <message>
        <source>Only you know it. Recordings need no change because of it.</source>
        <translation>知っているのはあなただけです。録画には影響しません。</translation>
    </message>
    <message>
        <source>They type a new one themselves; the old one opens nothing any more.</source>
        <translation>本人が新しいものを入力します。前のものは使えなくなります。</translation>
    </message>
    <message>
        <source>The recovery sheet from the safe agrees in their place. They type a new passphrase themselves.</source>
        <translation>忘れた本人の代わりに、金庫の回復シートで確認します。新しいパスフレーズは本人が入力します。</translation>
    </message>
    <message>
        <source>They cannot sign in until they are switched on again.</source>
        <translation>再開するまで、ログインできなくなります。</translation>
    </message>
    <message>
        <source>They can sign in again as before.</source>
        <translation>前と同じようにログインできるようになります。</translation>
    </message>
    <message>
        <source>Their key is destroyed, and that cannot be undone. Their name stays in the log.</source>
        <translation>この人の鍵を壊します。元には戻せません。名前は操作の記録に残ります。</translation>
    </message>
    <message>
        <source>The sheet in the safe opens nothing any more. Print the new one at once: it is kept nowhere else.</source>
        <translation>いま金庫にあるシートは使えなくなります。新しいシートは、その場で印刷してください。ほかには残りません。</translation>
    </message>
    <message>
        <source>Agree on it in writing first. Either manager then opens alone what is recorded from now on. Nobody stops a wrong look before it happens; it only stands in the log. Older recordings still take two, and so do handing over and every change here.</source>
        <translation>先に、2人で書面で取り決めてください。これからの録画は、どちらの責任者も1人で開けるようになります。誤った閲覧を事前に止める人がいなくなり、操作の記録に残るだけになります。これまでの録画、外部への提供、この画面での変更は、今までどおり2人で行います。</translation>
    </message>
    <message>
        <source>From now on every recording takes two managers again, also what was recorded in between.</source>
        <translation>これからは、すべての録画を、また2人そろって開きます。1人で見られた間の録画も同じです。</translation>
    </message>
    <message>
        <source>{name} was added. Pledge and training come next.</source>
        <translation>{name}さんを追加しました。次は誓約書と研修です。</translation>
    </message>
    <message>
        <source>{name} is a manager now.</source>
        <translation>{name}さんが責任者になりました。</translation>
    </message>
    <message>
        <source>{name} has another role now.</source>
        <translation>{name}さんの役割を変えました。</translation>
    </message>
    <message>
        <source>The pledge of {name} is noted.</source>
        <translation>{name}さんの誓約書を記録しました。</translation>
    </message>
    <message>
        <source>The training of {name} is noted.</source>
        <translation>{name}さんの研修を記録しました。</translation>
    </message>
    <message>
        <source>Your passphrase was changed.</source>
        <translation>パスフレーズを変えました。</translation>
    </message>
    <message>
        <source>{name} has a new passphrase.</source>
        <translation>{name}さんのパスフレーズが新しくなりました。</translation>
    </message>
    <message>
        <source>{name} is switched off.</source>
        <translation>{name}さんの利用を止めました。</translation>
    </message>
    <message>
        <source>{name} can sign in again.</source>
        <translation>{name}さんは、またログインできます。</translation>
    </message>
    <message>
        <source>{name} has left. Nothing opens for them any more.</source>
        <translation>{name}さんは退任しました。もう何も開けません。</translation>
    </message>
    <message>
        <source>There is a new recovery sheet.</source>
        <translation>回復シートを新しくしました。</translation>
    </message>
    <message>
        <source>One manager may look alone from now on.</source>
        <translation>これからの録画は、責任者1人で見られます。</translation>
    </message>
    <message>
        <source>Recordings take two managers again.</source>
        <translation>録画は、また責任者2人で開きます。</translation>
    </message>
</context>
<context>
    <name>printing</name>
    <message>
        <source>Save as PDF</source>
        <translation>PDFに保存</translation>
    </message>
</context>
<context>
    <name>prints</name>
    <message>
        <source>No still was printed yet.</source>
        <translation>静止画はまだ印刷されていません。</translation>
    </message>
    <message>
        <source>A picture printed from recordings gets a number and stands here until you say that it was shredded.</source>
        <translation>録画から印刷した静止画には番号がつき、細断したことを記録するまで、ここに並びます。</translation>
    </message>
    <message>
        <source>List of printed stills</source>
        <translation>印刷した静止画の一覧</translation>
    </message>
    <message>
        <source>Still No. {n}</source>
        <translation>静止画 第{n}号</translation>
    </message>
    <message>
        <source>What it shows</source>
        <translation>写っている映像</translation>
    </message>
    <message>
        <source>Camera and time</source>
        <translation>カメラと時刻</translation>
    </message>
    <message>
        <source>Looked at for</source>
        <translation>見た目的</translation>
    </message>
    <message>
        <source>In their words</source>
        <translation>ひとこと</translation>
    </message>
    <message>
        <source>With which provision</source>
        <translation>どの提供で渡したか</translation>
    </message>
    <message>
        <source>No. {n}: {recipient}</source>
        <translation>第{n}号: {recipient}</translation>
    </message>
    <message>
        <source>A word about it (may stay empty)</source>
        <translation>ひとこと（なくてもかまいません）</translation>
    </message>
    <message>
        <source>Look at the number on the paper. The day and your name go into the log.</source>
        <translation>紙の番号を確かめてください。日付とあなたの名前が記録されます。</translation>
    </message>
    <message>
        <source>It goes with a provision that both managers agreed to and whose footage includes this picture.</source>
        <translation>責任者二人が承認した提供で、映像の範囲にこの静止画が含まれるものだけを選べます。</translation>
    </message>
    <message>
        <source>It came back, or another number was meant. What was noted before stays in the log.</source>
        <translation>紙が戻ってきたときや、番号を間違えて記録したときに使います。前の記録は消えずに残ります。</translation>
    </message>
    <message>
        <source>It was shredded</source>
        <translation>細断した</translation>
    </message>
    <message>
        <source>It was handed over</source>
        <translation>渡した</translation>
    </message>
    <message>
        <source>It is in the shop</source>
        <translation>店にある</translation>
    </message>
    <message>
        <source>e.g. who shredded it</source>
        <translation>例: 細断した人</translation>
    </message>
    <message>
        <source>e.g. who took it</source>
        <translation>例: 受け取った人</translation>
    </message>
    <message>
        <source>e.g. it was No. 4 that was shredded</source>
        <translation>例: 細断したのは第4号だった</translation>
    </message>
    <message>
        <source>Printed</source>
        <translation>印刷日</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>カメラ</translation>
    </message>
    <message>
        <source>Printed stills</source>
        <translation>印刷した静止画</translation>
    </message>
    <message>
        <source>To shred</source>
        <translation>細断する時期です</translation>
    </message>
    <message>
        <source>It was shredded…</source>
        <translation>細断した…</translation>
    </message>
    <message>
        <source>It was handed over…</source>
        <translation>提供先へ渡した…</translation>
    </message>
    <message>
        <source>It is in the shop after all…</source>
        <translation>やはり店にある…</translation>
    </message>
    <message>
        <source>Keep it locked away. Shred it when it is done with, or hand it over with the provision that covers it; then say so here.</source>
        <translation>鍵のかかる場所に保管してください。用が済んだら細断するか、この映像を含む提供と一緒に渡し、ここに記録します。</translation>
    </message>
    <message>
        <source>Keep it locked away. Shred it when it is done with, and say so here. It leaves the shop only with a package whose footage includes this picture.</source>
        <translation>鍵のかかる場所に保管してください。用が済んだら細断し、ここに記録します。店の外へ渡せるのは、この映像を含む提供の手続きが済んだときだけです。</translation>
    </message>
    <message>
        <source>Nothing more to do.</source>
        <translation>これで終わりです。</translation>
    </message>
    <message>
        <source>It left the shop. Say so here when it comes back.</source>
        <translation>店の外にあります。戻ってきたら、ここに記録してください。</translation>
    </message>
    <message>
        <source>The printer did not take it. The number is used up; there is no paper.</source>
        <translation>プリンターが受け付けませんでした。番号は使用済みで、紙はありません。</translation>
    </message>
    <message>
        <source>{name}: {n} to shred</source>
        <translation>{name}: 細断待ち {n}枚</translation>
    </message>
    <message>
        <source>Printed stills to shred: {n}</source>
        <translation>細断する静止画: {n}枚</translation>
    </message>
</context>
<context>
    <name>progress</name>
    <message>
        <source>Cancel</source>
        <translation>中止</translation>
    </message>
    <message>
        <source>{n} %</source>
        <translation>{n} %</translation>
    </message>
    <message>
        <source>about {length} left</source>
        <translation>残り約{length}</translation>
    </message>
</context>
<context>
    <name>provision</name>
    <message>
        <source>No. {n}: {ground}</source>
        <translation>第{n}号: {ground}</translation>
    </message>
    <message>
        <source>Papers</source>
        <translation>書類</translation>
    </message>
    <message>
        <source>What was asked for</source>
        <translation>依頼の内容</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>経過</translation>
    </message>
    <message>
        <source>Footage</source>
        <translation>映像</translation>
    </message>
    <message>
        <source>Kept until</source>
        <translation>保全の期限</translation>
    </message>
    <message>
        <source>Make the package</source>
        <translation>一式を作る</translation>
    </message>
    <message>
        <source>Where it is saved</source>
        <translation>保存する場所</translation>
    </message>
    <message>
        <source>The footage leaves the protected store, encrypted and signed. Both managers agree to it, and it is logged.</source>
        <translation>録画を暗号化し、署名を付けて取り出します。責任者2人の同意が必要です。記録にも残ります。</translation>
    </message>
    <message>
        <source>Also a copy with the time in the picture (takes longer)</source>
        <translation>画面に時刻を入れた写しも付ける（時間がかかります）</translation>
    </message>
    <message>
        <source>Writing and checking</source>
        <translation>書き込みと確認</translation>
    </message>
    <message>
        <source>Folder or USB stick for the package</source>
        <translation>一式を保存するフォルダーまたはUSBメモリー</translation>
    </message>
    <message>
        <source>Password of the package</source>
        <translation>一式のパスワード</translation>
    </message>
    <message>
        <source>Parts of the span that have no pictures: {n}. The cover sheet says when and why.</source>
        <translation>求められた時間帯のうち、映像がない所が{n}か所あります。時間と理由は送付状に書いてあります。</translation>
    </message>
    <message>
        <source>It is shown this once and kept nowhere. Write it down or tell it by telephone; never put it beside the stick.</source>
        <translation>表示するのは今回だけで、どこにも保存しません。書き留めるか、電話で伝えてください。USBメモリーと一緒に渡さないでください。</translation>
    </message>
    <message>
        <source>I have written it down</source>
        <translation>書き留めました</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>コピー</translation>
    </message>
    <message>
        <source>This is needed here.</source>
        <translation>ここは必ず記入してください。</translation>
    </message>
    <message>
        <source>The reason stands in the register and in the letter.</source>
        <translation>理由は、提供の記録とお断りの文書に載ります。</translation>
    </message>
    <message>
        <source>Refuse</source>
        <translation>お断りする</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Have the receipt signed first. The password goes another way than the medium.</source>
        <translation>先に受領書へ署名をもらってください。パスワードは、媒体とは別の方法で伝えます。</translation>
    </message>
    <message>
        <source>It was handed over</source>
        <translation>手渡しました</translation>
    </message>
    <message>
        <source>Medium</source>
        <translation>媒体</translation>
    </message>
    <message>
        <source>e.g. USB stick</source>
        <translation>例: USBメモリー</translation>
    </message>
    <message>
        <source>How the password was told</source>
        <translation>パスワードを伝えた方法</translation>
    </message>
    <message>
        <source>e.g. by telephone to the station</source>
        <translation>例: 警察署に電話で</translation>
    </message>
    <message>
        <source>Who signed the receipt</source>
        <translation>受領書に署名した方</translation>
    </message>
    <message>
        <source>Note what became of it, as it was agreed.</source>
        <translation>約束したとおりにどうなったかを書き留めます。</translation>
    </message>
    <message>
        <source>Note it</source>
        <translation>記録する</translation>
    </message>
    <message>
        <source>What became of it</source>
        <translation>どうなったか</translation>
    </message>
    <message>
        <source>If there is any</source>
        <translation>あれば記入</translation>
    </message>
    <message>
        <source>Choose a file</source>
        <translation>ファイルを選ぶ</translation>
    </message>
    <message>
        <source>PDF and pictures</source>
        <translation>PDFと画像</translation>
    </message>
    <message>
        <source>Scan or photo of the paper</source>
        <translation>書面のスキャンまたは写真</translation>
    </message>
    <message>
        <source>nothing chosen yet</source>
        <translation>まだ選んでいません</translation>
    </message>
    <message>
        <source>e.g. {words}</source>
        <translation>例: {words}</translation>
    </message>
    <message>
        <source>May follow with the paper</source>
        <translation>書面が届いてからでもかまいません</translation>
    </message>
    <message>
        <source>A request for footage</source>
        <translation>映像提供の依頼</translation>
    </message>
    <message>
        <source>By telephone; the paper will follow</source>
        <translation>電話で受けた（書面はあとから届く）</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>戻る</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>次へ</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>やめる</translation>
    </message>
    <message>
        <source>Choose a ground first.</source>
        <translation>先に根拠を選んでください。</translation>
    </message>
    <message>
        <source>Without one nothing is handed over.</source>
        <translation>根拠がなければ、映像は渡せません。</translation>
    </message>
    <message>
        <source>Write down who called: the name and, if any, the agency.</source>
        <translation>お電話の相手のお名前と、官公署などの名前を記入してください。</translation>
    </message>
    <message>
        <source>The rest can follow with the paper.</source>
        <translation>ほかの項目は、書面が届いてからでかまいません。</translation>
    </message>
    <message>
        <source>{n} more to fill in; without them nothing may be handed over.</source>
        <translation>あと{n}か所の記入が必要です。そろうまで、映像は渡せません。</translation>
    </message>
    <message>
        <source>Only a call so far? Choose the paper that is to come.</source>
        <translation>まだ電話だけのときは、あとから届く予定の書面を選びます。</translation>
    </message>
    <message>
        <source>The paper came: No. {n}</source>
        <translation>書面が届いた: 第{n}号</translation>
    </message>
    <message>
        <source>on which ground?</source>
        <translation>どの根拠による依頼ですか</translation>
    </message>
    <message>
        <source>what the paper says, and who it is</source>
        <translation>書面の内容と相手の確認</translation>
    </message>
    <message>
        <source>which footage?</source>
        <translation>どの映像ですか</translation>
    </message>
    <message>
        <source>who asks, and for what</source>
        <translation>どなたから、どのようなご依頼ですか</translation>
    </message>
    <message>
        <source>{n} of {of}: {what}</source>
        <translation>{n}／{of}&#x3000;{what}</translation>
    </message>
    <message>
        <source>Note the request</source>
        <translation>依頼を記録する</translation>
    </message>
    <message>
        <source>If it has to be so, note the request once more.</source>
        <translation>このままでよければ、もう一度「依頼を記録する」を押してください。</translation>
    </message>
    <message>
        <source>Keep it from being erased meanwhile</source>
        <translation>そのあいだ消去されないように保全する</translation>
    </message>
    <message>
        <source>As few cameras and as short a span as will do. Look for it under Recordings first; what you mark there is filled in here.</source>
        <translation>必要なカメラだけ、できるだけ短い時間にします。先に「録画」で場面を探して印を付けると、ここに入ります。</translation>
    </message>
    <message>
        <source>The end lies before the beginning.</source>
        <translation>終わりが始まりより前になっています。</translation>
    </message>
    <message>
        <source>Choose the cameras that are needed.</source>
        <translation>必要なカメラを選んでください。</translation>
    </message>
    <message>
        <source>Say from when to when.</source>
        <translation>いつからいつまでかを入れてください。</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>依頼の一覧</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>番号</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日付</translation>
    </message>
    <message>
        <source>For whom</source>
        <translation>相手</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>検索</translation>
    </message>
    <message>
        <source>Search: name, number, word</source>
        <translation>検索: 名前・番号・言葉</translation>
    </message>
    <message>
        <source>Nothing was asked for yet.</source>
        <translation>まだ依頼はありません。</translation>
    </message>
    <message>
        <source>When the police or somebody else asks for footage, begin here: the request is noted first, and it becomes clear whether it may be handed over.</source>
        <translation>警察などから映像を求められたら、ここから始めます。まず依頼を記録すると、渡してよいかどうかが分かります。</translation>
    </message>
    <message>
        <source>Handing footage over</source>
        <translation>映像の提供</translation>
    </message>
    <message>
        <source>Footage leaves the shop here and nowhere else: with a ground, two managers and a record.</source>
        <translation>映像を店の外へ出すのは、この画面からだけです。根拠と、責任者2人の同意と、記録が必要です。</translation>
    </message>
    <message>
        <source>The list on paper</source>
        <translation>一覧を印刷</translation>
    </message>
    <message>
        <source>Note a request</source>
        <translation>依頼を受け付ける</translation>
    </message>
    <message>
        <source>{paper} No. {n}</source>
        <translation>{paper} 第{n}号</translation>
    </message>
    <message>
        <source>List of provisions</source>
        <translation>提供の一覧</translation>
    </message>
    <message>
        <source>Print it from there.</source>
        <translation>保存したファイルから印刷してください。</translation>
    </message>
    <message>
        <source>to be refused</source>
        <translation>お断り前</translation>
    </message>
    <message>
        <source>Cover sheet</source>
        <translation>送付状</translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>受領書</translation>
    </message>
    <message>
        <source>Record of the provision</source>
        <translation>第三者提供の記録</translation>
    </message>
    <message>
        <source>Letter of refusal</source>
        <translation>お断りの文書</translation>
    </message>
    <message>
        <source>Make the package anew…</source>
        <translation>一式を作り直す…</translation>
    </message>
    <message>
        <source>The paper came…</source>
        <translation>書面が届いた…</translation>
    </message>
    <message>
        <source>Make others unrecognisable…</source>
        <translation>ほかの方を隠す…</translation>
    </message>
    <message>
        <source>Make the package…</source>
        <translation>一式を作る…</translation>
    </message>
    <message>
        <source>Hand it over…</source>
        <translation>手渡す…</translation>
    </message>
    <message>
        <source>Returned or destroyed…</source>
        <translation>返却・廃棄…</translation>
    </message>
    <message>
        <source>Refuse…</source>
        <translation>お断りする…</translation>
    </message>
    <message>
        <source>There is no ground to hand it over. Refuse it, and print the letter.</source>
        <translation>渡せる根拠がありません。お断りして、文書を印刷してください。</translation>
    </message>
    <message>
        <source>Making others unrecognisable was begun, and what was done is kept. Both managers open it again and go on.</source>
        <translation>ほかの方を隠す作業は途中です。ここまでの内容は残っています。責任者2人でもう一度開いて、続けてください。</translation>
    </message>
    <message>
        <source>The person has it. Nothing more is to be done.</source>
        <translation>ご本人にお渡ししました。この件は終わりです。</translation>
    </message>
    <message>
        <source>The others are unrecognisable now. Next both managers make the package, on a USB stick or a disc.</source>
        <translation>ほかの方を分からないようにしました。次に、責任者2人で一式を作り、USBメモリーなどに保存します。</translation>
    </message>
    <message>
        <source>Everything is noted. Next both managers make everybody else unrecognisable; only that copy is handed out.</source>
        <translation>必要なことはそろっています。次に、責任者2人で、ほかの方が分からないようにします。お渡しするのは、その写しだけです。</translation>
    </message>
    <message>
        <source>Announced by telephone. Nothing is handed over before the paper is here.</source>
        <translation>電話で依頼を受けています。書面が届くまで、映像は渡せません。</translation>
    </message>
    <message>
        <source>Everything is noted. Next both managers make the package, on a USB stick or a disc.</source>
        <translation>受け付けが済みました。次に、責任者2人で一式を作り、USBメモリーなどに保存します。</translation>
    </message>
    <message>
        <source>The package is made. Print the cover sheet and the receipt; hand it over with the cover sheet when the receipt is signed, and tell the password another way.</source>
        <translation>一式ができました。送付状と受領書を印刷します。受領書に署名をもらってから、送付状と一緒に手渡します。パスワードは別の方法で伝えます。</translation>
    </message>
    <message>
        <source>Handed over. Note it when it comes back or was destroyed as agreed.</source>
        <translation>手渡しました。返却または廃棄されたら、記録してください。</translation>
    </message>
    <message>
        <source>This case is closed.</source>
        <translation>この件は終わりました。</translation>
    </message>
    <message>
        <source>Refused. Print the letter for whoever asked.</source>
        <translation>お断りしました。相手に渡す文書を印刷してください。</translation>
    </message>
    <message>
        <source>Footage asked for and handed over</source>
        <translation>映像の依頼と提供</translation>
    </message>
</context>
<context>
    <name>retention</name>
    <message>
        <source>How long “{name}” is kept</source>
        <translation>「{name}」の保存期間</translation>
    </message>
    <message>
        <source>How long recordings are kept</source>
        <translation>録画の保存期間</translation>
    </message>
    <message>
        <source>As short as the purpose allows. With fewer days, older recordings are erased within the hour and cannot be brought back; held parts stay.</source>
        <translation>目的に必要な、できるだけ短い期間にします。短くすると、それより古い録画は1時間以内に消去され、元に戻せません。保全した部分は残ります。</translation>
    </message>
    <message>
        <source>Both agree</source>
        <translation>2人とも同意する</translation>
    </message>
    <message>
        <source>A number from 1 to 365.</source>
        <translation>1から365までの数を入力してください。</translation>
    </message>
    <message>
        <source>Shorten to {n} {n:?day|days}</source>
        <translation>{n}日に短くする</translation>
    </message>
    <message>
        <source>Like the shop ({n} {n:?day|days})</source>
        <translation>お店と同じ({n}日)</translation>
    </message>
    <message>
        <source>Why more than {n} {n:?day is|days are} needed</source>
        <translation>{n}日より長く必要な理由</translation>
    </message>
    <message>
        <source>It stands in the rule, with both names.</source>
        <translation>運用規程に、2人の名前とともに載ります。</translation>
    </message>
    <message>
        <source>Days</source>
        <translation>日数</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>変更…</translation>
    </message>
    <message>
        <source>Each camera</source>
        <translation>カメラごと</translation>
    </message>
    <message>
        <source>Erased in the last 30 days, from the log</source>
        <translation>最近30日に消去した録画(操作の記録から)</translation>
    </message>
    <message>
        <source>As short as the purpose allows; after that nothing of it can be read.</source>
        <translation>目的に必要な、できるだけ短い期間だけ残します。過ぎた録画は読めなくなります。</translation>
    </message>
    <message>
        <source>Retention</source>
        <translation>保存期間</translation>
    </message>
    <message>
        <source>Counting…</source>
        <translation>数えています…</translation>
    </message>
    <message>
        <source>{n} {n:?day|days}</source>
        <translation>{n}日</translation>
    </message>
    <message>
        <source>Why longer than 14 days: {reason}</source>
        <translation>14日より長い理由: {reason}</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>カメラ</translation>
    </message>
    <message>
        <source>Kept for</source>
        <translation>保存期間</translation>
    </message>
    <message>
        <source>Oldest recording</source>
        <translation>いちばん古い録画</translation>
    </message>
    <message>
        <source>Takes up</source>
        <translation>使っている量</translation>
    </message>
    <message>
        <source>A day</source>
        <translation>1日あたり</translation>
    </message>
    <message>
        <source>Change how long “{name}” is kept</source>
        <translation>「{name}」の保存期間を変える</translation>
    </message>
    <message>
        <source>Erased</source>
        <translation>消去した日時</translation>
    </message>
    <message>
        <source>Kept parts</source>
        <translation>保全した部分</translation>
    </message>
    <message>
        <source>Nothing is kept beyond its time. A part that is needed longer is marked under “Recordings” and kept there.</source>
        <translation>保全した部分はありません。長く残したいところは、「録画」で範囲を選んで保全します。</translation>
    </message>
    <message>
        <source>Kept until</source>
        <translation>保全の期限</translation>
    </message>
    <message>
        <source>Recorded</source>
        <translation>録画した期間</translation>
    </message>
    <message>
        <source>Why, and who kept it</source>
        <translation>理由と保全した人</translation>
    </message>
    <message>
        <source>Show {n} more, which end later</source>
        <translation>期限があとの{n}件も表示</translation>
    </message>
    <message>
        <source>End it…</source>
        <translation>保全を終える…</translation>
    </message>
    <message>
        <source>End keeping {cameras}, {span}</source>
        <translation>{cameras}、{span}の保全を終える</translation>
    </message>
    <message>
        <source>Why, and how much</source>
        <translation>理由と量</translation>
    </message>
    <message>
        <source>The newest {n}; the log page has all of them.</source>
        <translation>新しい{n}件です。すべては「記録」のページにあります。</translation>
    </message>
    <message>
        <source>Nothing was erased.</source>
        <translation>消去した録画はありません。</translation>
    </message>
    <message>
        <source>{n} {n:?day|days} (its own)</source>
        <translation>{n}日(このカメラだけ)</translation>
    </message>
    <message>
        <source>What fits is known once a camera was tried out, or has recorded.</source>
        <translation>何日分入るかは、カメラの映りを試すか、録画が始まると分かります。</translation>
    </message>
    <message>
        <source>The disk holds about {n} {n:?day|days} of all cameras: enough (about {needed} of {room}).</source>
        <translation>このディスクには全カメラの約{n}日分が入ります。足ります(約{needed}/{room})。</translation>
    </message>
    <message>
        <source>The disk holds about {n} {n:?day|days} of all cameras: too few (about {needed} needed, {room} there). When the disk is full, the oldest recordings go first.</source>
        <translation>このディスクには全カメラの約{n}日分が入ります。足りません(必要 約{needed}、あるのは{room})。いっぱいになると、古い録画から消去します。</translation>
    </message>
    <message>
        <source>Not counted yet: {names}</source>
        <translation>まだ計算に入っていないカメラ: {names}</translation>
    </message>
    <message>
        <source>provision No. {number}</source>
        <translation>提供 第{number}号</translation>
    </message>
    <message>
        <source>request No. {number}</source>
        <translation>請求 第{number}号</translation>
    </message>
    <message>
        <source>Not finished, and asks for it: {cases}</source>
        <translation>まだ終わっていません: {cases}</translation>
    </message>
    <message>
        <source>End keeping this part</source>
        <translation>この部分の保全を終える</translation>
    </message>
    <message>
        <source>End it</source>
        <translation>保全を終える</translation>
    </message>
    <message>
        <source>Kept until {day} by {name}: {reason}</source>
        <translation>{day}まで保全({name}): {reason}</translation>
    </message>
    <message>
        <source>Why it is needed no longer</source>
        <translation>保全がいらなくなった理由</translation>
    </message>
    <message>
        <source>e.g. the police closed the case</source>
        <translation>例: 警察の捜査が終わった</translation>
    </message>
    <message>
        <source>It stands in the log.</source>
        <translation>操作の記録に残ります。</translation>
    </message>
    <message>
        <source>Look there first: what is erased cannot be handed out.</source>
        <translation>先にそちらをご確認ください。消去した録画は渡せません。</translation>
    </message>
    <message>
        <source>Say why: the log asks for it.</source>
        <translation>理由を入力してください。操作の記録に必要です。</translation>
    </message>
    <message>
        <source>Recordings of that time are erased already: once this ends, the part is erased within the hour and cannot be brought back.</source>
        <translation>この部分は、ふつうの保存期間を過ぎています。保全を終えると1時間以内に消去され、元に戻せません。</translation>
    </message>
    <message>
        <source>After that it counts like every other recording: it is erased from {day} on, or earlier when the disk is full, and cannot be brought back.</source>
        <translation>このあとは、ほかの録画と同じ扱いになります。{day}から消去され、ディスクがいっぱいになるとそれより早く消去されます。消去すると元に戻せません。</translation>
    </message>
</context>
<context>
    <name>review</name>
    <message>
        <source>Cancel</source>
        <translation>やめる</translation>
    </message>
    <message>
        <source>Hand over…</source>
        <translation>外部へ提供…</translation>
    </message>
    <message>
        <source>Print still</source>
        <translation>静止画を印刷</translation>
    </message>
    <message>
        <source>From here</source>
        <translation>ここから</translation>
    </message>
    <message>
        <source>To here</source>
        <translation>ここまで</translation>
    </message>
    <message>
        <source>Mark a part to keep it or hand it over.</source>
        <translation>この2つで範囲を決めると、保全や外部への提供ができます。</translation>
    </message>
    <message>
        <source>{ends} ({length})</source>
        <translation>{ends}({length})</translation>
    </message>
    <message>
        <source>Choose a folder</source>
        <translation>フォルダーを選ぶ</translation>
    </message>
    <message>
        <source>Keep the marked part</source>
        <translation>選んだ範囲を保全する</translation>
    </message>
    <message>
        <source>It will not be erased until its day. One manager may do this alone.</source>
        <translation>期限まで消去されません。責任者1人でできます。</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保全する</translation>
    </message>
    <message>
        <source>Cameras</source>
        <translation>カメラ</translation>
    </message>
    <message>
        <source>Choose at least one camera.</source>
        <translation>カメラを1台以上選んでください。</translation>
    </message>
    <message>
        <source>Ground</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>e.g. theft reported to the police</source>
        <translation>例:警察へ被害届を提出</translation>
    </message>
    <message>
        <source>Keep for</source>
        <translation>期間</translation>
    </message>
    <message>
        <source>{n} {n:?day|days}</source>
        <translation>{n}日間</translation>
    </message>
    <message>
        <source>Say why it is kept: the log asks for it.</source>
        <translation>理由を入力してください。記録に残ります。</translation>
    </message>
    <message>
        <source>This cannot be undone.</source>
        <translation>元に戻せない操作です。</translation>
    </message>
    <message>
        <source>Press the space key or click the button to do it.</source>
        <translation>行うときは、ボタンをクリックするか、スペースキーを押してください。</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>確認しています…</translation>
    </message>
    <message>
        <source>Print this picture</source>
        <translation>この映像を印刷する</translation>
    </message>
    <message>
        <source>The page gets a number, and the names of the viewers lie across the picture. It is logged before it is printed.</source>
        <translation>紙には番号がつき、映像の上に閲覧者の名前が入ります。印刷の前に記録されます。</translation>
    </message>
    <message>
        <source>Choose a printer</source>
        <translation>プリンターを選ぶ</translation>
    </message>
    <message>
        <source>Keep the paper locked away; nobody but the managers takes it outside. Shred it when it is done with.</source>
        <translation>紙は鍵のかかる場所に保管し、管理責任者・管理副責任者以外は持ち出さないでください。用が済んだらシュレッダーにかけてください。</translation>
    </message>
    <message>
        <source>What is recorded in this span:</source>
        <translation>この期間の録画:</translation>
    </message>
    <message>
        <source>{camera}: {length} missing</source>
        <translation>{camera}は{length}分が抜けています。</translation>
    </message>
    <message>
        <source>{camera}: complete</source>
        <translation>{camera}は全部あります。</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>できごと</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>取り消す</translation>
    </message>
    <message>
        <source>Extend</source>
        <translation>延長</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>残り {time}</translation>
    </message>
    <message>
        <source>Nothing to note in this span</source>
        <translation>この範囲に、できごとはありません</translation>
    </message>
    <message>
        <source>Printed as No. {n}</source>
        <translation>第{n}号として印刷しました</translation>
    </message>
    <message>
        <source>Keep it locked away, and shred it when it is done with.</source>
        <translation>鍵のかかる場所に保管し、用が済んだらシュレッダーにかけてください。</translation>
    </message>
    <message>
        <source>This part is kept from being erased.</source>
        <translation>この範囲を保全しました。</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>時間の帯</translation>
    </message>
    <message>
        <source>not recorded</source>
        <translation>録画なし</translation>
    </message>
    <message>
        <source>about {length}</source>
        <translation>約{length}</translation>
    </message>
    <message>
        <source>No recording ({length}): {cause}</source>
        <translation>録画なし({length}): {cause}</translation>
    </message>
    <message>
        <source>Held until {day}: {ground}</source>
        <translation>{day}まで保全: {ground}</translation>
    </message>
    <message>
        <source>Damaged: pieces {first} to {last} do not match what was recorded</source>
        <translation>破損: {first}番から{last}番が、録画したときの内容と合いません</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>一時停止</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>再生</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>ふつう</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>スペース</translation>
    </message>
    <message>
        <source>Play backwards</source>
        <translation>逆向きに再生</translation>
    </message>
    <message>
        <source>Event before</source>
        <translation>前のできごと</translation>
    </message>
    <message>
        <source>10 s back</source>
        <translation>10秒もどる</translation>
    </message>
    <message>
        <source>One picture back</source>
        <translation>1コマもどる</translation>
    </message>
    <message>
        <source>One picture on</source>
        <translation>1コマ進む</translation>
    </message>
    <message>
        <source>10 s on</source>
        <translation>10秒進む</translation>
    </message>
    <message>
        <source>Next event</source>
        <translation>次のできごと</translation>
    </message>
    <message>
        <source>Repeat the marked part</source>
        <translation>選んだ範囲をくり返す</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速さ</translation>
    </message>
    <message>
        <source>Brightness, for looking only</source>
        <translation>明るさ(見るときだけ)</translation>
    </message>
    <message>
        <source>Go to</source>
        <translation>時刻へ移動</translation>
    </message>
    <message>
        <source>To 18:32, 3 min ago</source>
        <translation>18:32 や「3分前」へ移動</translation>
    </message>
    <message>
        <source>Print the picture of the camera in front</source>
        <translation>手前のカメラの映像を印刷する</translation>
    </message>
    <message>
        <source>Skipped {length} without any recording</source>
        <translation>録画のない{length}をとばしました</translation>
    </message>
    <message>
        <source>Extend this viewing</source>
        <translation>この閲覧を延長する</translation>
    </message>
    <message>
        <source>Open recordings</source>
        <translation>録画を開く</translation>
    </message>
    <message>
        <source>Recordings are closed</source>
        <translation>録画は閉じています</translation>
    </message>
    <message>
        <source>Another {n} {n:?minute|minutes}, agreed to by both. It is logged.</source>
        <translation>2人の同意で{n}分延ばします。記録されます。</translation>
    </message>
    <message>
        <source>Two people open them together, for a stated purpose and a limited time. Every look is logged.</source>
        <translation>目的を決めて、2人で、限られた時間だけ開きます。見たことは記録されます。</translation>
    </message>
    <message>
        <source>The time for this viewing is over.</source>
        <translation>閲覧の時間が終わりました。</translation>
    </message>
    <message>
        <source>Nobody was at the seat, so the viewing ended.</source>
        <translation>しばらく操作がなかったので、閲覧を終わりました。</translation>
    </message>
    <message>
        <source>The seat was locked, so the viewing ended.</source>
        <translation>ロックしたので、閲覧を終わりました。</translation>
    </message>
    <message>
        <source>The viewing is closed.</source>
        <translation>閲覧を終わりました。</translation>
    </message>
    <message>
        <source>The viewing had to end.</source>
        <translation>閲覧を続けられませんでした。</translation>
    </message>
    <message>
        <source>No picture is kept. To look again, open the recordings.</source>
        <translation>映像は残っていません。もう一度見るには、録画を開き直してください。</translation>
    </message>
    <message>
        <source>Damaged recording</source>
        <translation>録画の破損</translation>
    </message>
    <message>
        <source>No recording</source>
        <translation>録画なし</translation>
    </message>
    <message>
        <source>Click: bring to front. Double-click: enlarge. Wheel: look closer.</source>
        <translation>クリック: 手前に出す。ダブルクリック: 大きくする。ホイール: 近づけて見る。</translation>
    </message>
    <message>
        <source>Sound off</source>
        <translation>音声を止める</translation>
    </message>
    <message>
        <source>Sound on</source>
        <translation>音声を出す</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>音声</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>音量</translation>
    </message>
    <message>
        <source>no sound</source>
        <translation>音声なし</translation>
    </message>
    <message>
        <source>Sound: {key}</source>
        <translation>音声: {key}</translation>
    </message>
    <message>
        <source>Looking for recorded sound</source>
        <translation>音声が録音されているか確かめています</translation>
    </message>
    <message>
        <source>This camera recorded no sound here</source>
        <translation>この範囲では、このカメラの音声は録音されていません</translation>
    </message>
    <message>
        <source>Sound of the camera in front, at 1× forwards. Volume: Ctrl+↑, Ctrl+↓</source>
        <translation>選んだカメラの音声を、1× の再生のときに出します。音量は Ctrl+↑、Ctrl+↓</translation>
    </message>
    <message>
        <source>Until {time}</source>
        <translation>{time} まで</translation>
    </message>
    <message>
        <source>Until the end of what was opened</source>
        <translation>開いた期間の終わりまで</translation>
    </message>
</context>
<context>
    <name>rights</name>
    <message>
        <source>Requests about one&apos;s own data</source>
        <translation>ご本人からの請求</translation>
    </message>
    <message>
        <source>{name}: {n} late</source>
        <translation>{name}（期限切れ {n}件）</translation>
    </message>
    <message>
        <source>{name}: {n} open</source>
        <translation>{name}（未回答 {n}件）</translation>
    </message>
    <message>
        <source>No. {n}</source>
        <translation>第{n}号</translation>
    </message>
    <message>
        <source>Answers the person&apos;s own request</source>
        <translation>もとになったご本人の請求</translation>
    </message>
    <message>
        <source>Note a request about one&apos;s own data</source>
        <translation>請求を受け付ける</translation>
    </message>
    <message>
        <source>Nobody asked about their own data yet.</source>
        <translation>ご本人からの請求は、まだありません。</translation>
    </message>
    <message>
        <source>When somebody wants to see the pictures of themself, or to have them corrected, stopped or erased, note it here: the day for the answer is watched for you.</source>
        <translation>「自分の映像を見たい」「消してほしい」などのお申し出があったら、ここに記入してください。回答の期限をお知らせします。</translation>
    </message>
    <message>
        <source>Request No. {n}: {wish}</source>
        <translation>請求 第{n}号&#x3000;{wish}</translation>
    </message>
    <message>
        <source>Letter of answer</source>
        <translation>回答の手紙</translation>
    </message>
    <message>
        <source>The day for the answer is over.</source>
        <translation>回答の期限を過ぎています。</translation>
    </message>
    <message>
        <source>Who asks</source>
        <translation>請求した方</translation>
    </message>
    <message>
        <source>Where the answer goes</source>
        <translation>回答の送り先</translation>
    </message>
    <message>
        <source>In their words</source>
        <translation>お申し出の内容</translation>
    </message>
    <message>
        <source>Answer by</source>
        <translation>回答の期限</translation>
    </message>
    <message>
        <source>Law</source>
        <translation>根拠となる法律</translation>
    </message>
    <message>
        <source>Is it this person, or somebody who may ask for them? Look at the document, do not copy it.</source>
        <translation>ご本人、または代理の方かどうかを確かめます。書類は見せていただくだけにし、写しは取らないでください。</translation>
    </message>
    <message>
        <source>It is this person</source>
        <translation>本人と確かめた</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>確かめた書類</translation>
    </message>
    <message>
        <source>e.g. driving licence</source>
        <translation>例: 運転免許証</translation>
    </message>
    <message>
        <source>How it was confirmed</source>
        <translation>確かめ方</translation>
    </message>
    <message>
        <source>e.g. face to face, compared with the photo</source>
        <translation>例: お会いして、顔写真と見比べた</translation>
    </message>
    <message>
        <source>The person asks for it no more. It cannot be opened again.</source>
        <translation>ご本人が請求を取り下げました。あとから元には戻せません。</translation>
    </message>
    <message>
        <source>Close the request</source>
        <translation>取り下げとして閉じる</translation>
    </message>
    <message>
        <source>What was said</source>
        <translation>お話の内容</translation>
    </message>
    <message>
        <source>A call, a letter, what was looked into. It stays as it is written.</source>
        <translation>電話、手紙、調べたことなどを書きます。書いたものは、あとから変えられません。</translation>
    </message>
    <message>
        <source>Write it down</source>
        <translation>記入する</translation>
    </message>
    <message>
        <source>What was done</source>
        <translation>したこと</translation>
    </message>
    <message>
        <source>Answer the request</source>
        <translation>請求に回答する</translation>
    </message>
    <message>
        <source>The answer stands in the register and in the letter, and stays as it is given.</source>
        <translation>回答は、記録と手紙に載ります。あとから変えることはできません。</translation>
    </message>
    <message>
        <source>Give this answer</source>
        <translation>この内容で回答する</translation>
    </message>
    <message>
        <source>Reason and particulars</source>
        <translation>理由・くわしい内容</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>Choose an answer.</source>
        <translation>回答を選んでください。</translation>
    </message>
    <message>
        <source>Search recordings</source>
        <translation>録画があるか調べる</translation>
    </message>
    <message>
        <source>Which cameras recorded there and then. No picture is opened for it.</source>
        <translation>その時間・場所で、どのカメラに録画があるかを調べます。映像は開きません。</translation>
    </message>
    <message>
        <source>Write down the result</source>
        <translation>結果を記入する</translation>
    </message>
    <message>
        <source>e.g. entrance; all cameras where it is empty</source>
        <translation>例: 入口（空欄のときは、すべてのカメラ）</translation>
    </message>
    <message>
        <source>Place or camera</source>
        <translation>場所・カメラの名前</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>調べる</translation>
    </message>
    <message>
        <source>Nothing is kept of that time and place.</source>
        <translation>その時間・場所の録画は残っていません。</translation>
    </message>
    <message>
        <source>These recorded. Leave out those that are not needed:</source>
        <translation>次のカメラに録画があります。関係のないものは外してください。</translation>
    </message>
    <message>
        <source>Choose at least one camera.</source>
        <translation>カメラを1台以上選んでください。</translation>
    </message>
    <message>
        <source>and {n} more</source>
        <translation>ほか{n}か所</translation>
    </message>
    <message>
        <source>A request about one&apos;s own data</source>
        <translation>ご本人からの請求</translation>
    </message>
    <message>
        <source>Everybody may ask. It is noted at once, and from today the days for the answer count.</source>
        <translation>請求は、どなたでもできます。すぐに記入してください。回答の期限は、きょうから数えます。</translation>
    </message>
    <message>
        <source>Note the request</source>
        <translation>請求を受け付ける</translation>
    </message>
    <message>
        <source>e.g. address or telephone</source>
        <translation>例: 住所、電話番号</translation>
    </message>
    <message>
        <source>Which pictures it is about, where that is known. It can be searched for later.</source>
        <translation>どの映像のことか、分かる範囲で入れてください。あとから調べることもできます。</translation>
    </message>
    <message>
        <source>What is asked for</source>
        <translation>請求の種類</translation>
    </message>
    <message>
        <source>Choose what is asked for.</source>
        <translation>請求の種類を選んでください。</translation>
    </message>
    <message>
        <source>{day}, late</source>
        <translation>{day} 期限切れ</translation>
    </message>
    <message>
        <source>not known yet</source>
        <translation>まだ分かりません</translation>
    </message>
    <message>
        <source>all cameras</source>
        <translation>すべてのカメラ</translation>
    </message>
    <message>
        <source>Searched {when}, {where}: nothing is kept.</source>
        <translation>調べた結果: {when}、{where}。録画は残っていない。</translation>
    </message>
    <message>
        <source>Searched {when}, {where}: recorded by {names}.</source>
        <translation>調べた結果: {when}、{where}。録画があるカメラは、{names}。</translation>
    </message>
    <message>
        <source>Confirm identity…</source>
        <translation>本人確認をする…</translation>
    </message>
    <message>
        <source>Search recordings…</source>
        <translation>録画があるか調べる…</translation>
    </message>
    <message>
        <source>Add a note…</source>
        <translation>経過を記入する…</translation>
    </message>
    <message>
        <source>Answer…</source>
        <translation>回答する…</translation>
    </message>
    <message>
        <source>Go on to the pictures…</source>
        <translation>映像の提供に進む…</translation>
    </message>
    <message>
        <source>Show the provision</source>
        <translation>提供の記録を見る</translation>
    </message>
    <message>
        <source>Withdrawn…</source>
        <translation>取り下げ…</translation>
    </message>
    <message>
        <source>The person asks for it no more. This request is closed.</source>
        <translation>取り下げられました。この請求は終わっています。</translation>
    </message>
    <message>
        <source>First confirm that it is this person, or somebody who may ask for them. Nothing is told before that.</source>
        <translation>まず、ご本人（または代理の方）かどうかを確かめてください。それまでは、何もお答えできません。</translation>
    </message>
    <message>
        <source>Search which cameras recorded, then answer. If it is granted, the pictures go on as a provision in which nobody else can be recognised.</source>
        <translation>録画が残っているかを調べて、回答してください。応じるときは、ほかの方が見分けられないようにした映像をお渡しします。</translation>
    </message>
    <message>
        <source>Look into what is said to be wrong, then answer. The recording itself is never changed; what was written down is put right.</source>
        <translation>誤りがあるというところを調べて、回答してください。録画そのものは変えません。書いた記録を直します。</translation>
    </message>
    <message>
        <source>Look into how the pictures are used, note what was done, then answer.</source>
        <translation>映像の使い方を調べ、したことを記入してから、回答してください。</translation>
    </message>
    <message>
        <source>Search whether anything is kept, and until when; note what was done, then answer.</source>
        <translation>録画が残っているか、いつまで残るかを調べ、したことを記入してから、回答してください。</translation>
    </message>
    <message>
        <source>Search “Footage asked for and handed over” for this person, then answer whether and to whom it went.</source>
        <translation>「映像の依頼と提供」でこの方の映像を探し、だれに渡したか、渡していないかを回答してください。</translation>
    </message>
    <message>
        <source>Send the letter. Then make the pictures for this person: name, cameras and span are filled in.</source>
        <translation>回答の手紙をお渡しください。続けて、映像の提供に進みます。お名前、カメラ、時間は入力済みです。</translation>
    </message>
    <message>
        <source>The pictures go on as provision No. {n}.</source>
        <translation>映像は、提供 第{n}号として進めています。</translation>
    </message>
    <message>
        <source>Answered. Send the letter, or hand it over.</source>
        <translation>回答しました。回答の手紙をお渡しするか、お送りください。</translation>
    </message>
    <message>
        <source>Requests to be answered soon: {n}</source>
        <translation>回答の期限が近いご本人からの請求: {n}件</translation>
    </message>
    <message>
        <source>of them already late: {n}</source>
        <translation>うち、期限を過ぎたもの: {n}件</translation>
    </message>
    <message>
        <source>Footage not yet returned or destroyed as agreed: {n}</source>
        <translation>約束の日を過ぎても、返却・廃棄の確認がない映像: {n}件</translation>
    </message>
    <message>
        <source>You find them under Hand over.</source>
        <translation>「提供」の画面で確かめてください。</translation>
    </message>
</context>
<context>
    <name>rooms</name>
    <message>
        <source>Live</source>
        <translation>ライブ</translation>
    </message>
    <message>
        <source>Recordings</source>
        <translation>録画</translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation>通知</translation>
    </message>
    <message>
        <source>Incidents</source>
        <translation>事案</translation>
    </message>
    <message>
        <source>Hand over</source>
        <translation>提供</translation>
    </message>
    <message>
        <source>Papers</source>
        <translation>書類</translation>
    </message>
    <message>
        <source>Cameras</source>
        <translation>カメラ</translation>
    </message>
    <message>
        <source>Retention</source>
        <translation>保存期間</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>記録</translation>
    </message>
    <message>
        <source>Health</source>
        <translation>点検</translation>
    </message>
    <message>
        <source>People</source>
        <translation>関係者</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>設定</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>ご案内</translation>
    </message>
</context>
<context>
    <name>saved</name>
    <message>
        <source>Open it</source>
        <translation>開く</translation>
    </message>
    <message>
        <source>Saved: {path}</source>
        <translation>保存しました: {path}</translation>
    </message>
</context>
<context>
    <name>settings</name>
    <message>
        <source>Large print</source>
        <translation>大きな文字</translation>
    </message>
    <message>
        <source>As the PC</source>
        <translation>パソコンに合わせる</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>明るい</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>暗い</translation>
    </message>
    <message>
        <source>Language and look</source>
        <translation>ことばと見た目</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>設定を探す</translation>
    </message>
    <message>
        <source>No setting is called so</source>
        <translation>あてはまる設定がありません</translation>
    </message>
    <message>
        <source>Try another word, or look through the groups.</source>
        <translation>ほかの言葉で探すか、一覧からお選びください。</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>設定</translation>
    </message>
    <message>
        <source>Change my passphrase</source>
        <translation>自分のパスフレーズを変える</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>ログアウト</translation>
    </message>
    <message>
        <source>Quit ShopGuard</source>
        <translation>ShopGuard を終了</translation>
    </message>
    <message>
        <source>You</source>
        <translation>あなた</translation>
    </message>
    <message>
        <source>Changed: {name}</source>
        <translation>変更しました: {name}</translation>
    </message>
    <message>
        <source>{before} → {after}</source>
        <translation>{before} → {after}</translation>
    </message>
    <message>
        <source>As it is, this suits most shops. Nothing here needs changing.</source>
        <translation>ほとんどのお店では、このままで大丈夫です。</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>たたむ</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>開く</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>変更する…</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>変更する</translation>
    </message>
    <message>
        <source>As before</source>
        <translation>元の値に戻す</translation>
    </message>
    <message>
        <source>Both managers agree to a change.</source>
        <translation>変えるときは、責任者2人で確認します。</translation>
    </message>
    <message>
        <source>One manager may change it.</source>
        <translation>責任者1人で変えられます。</translation>
    </message>
    <message>
        <source>{low} to {high}</source>
        <translation>{low} 〜 {high}</translation>
    </message>
</context>
<context>
    <name>start</name>
    <message>
        <source>Opening the shop…</source>
        <translation>お店を開いています…</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>もう一度</translation>
    </message>
    <message>
        <source>Set up my shop</source>
        <translation>お店を設定する</translation>
    </message>
    <message>
        <source>Ten minutes with both managers: names, a sheet for the safe, cameras.</source>
        <translation>責任者2人で10分ほど。
名前、金庫にしまう紙、カメラを決めます。</translation>
    </message>
    <message>
        <source>Look around in the demo shop</source>
        <translation>見本のお店を見てみる</translation>
    </message>
    <message>
        <source>Four drawn cameras with nobody real in them. Nothing of it is kept.</source>
        <translation>絵で作った4台のカメラで試せます。
あとには何も残りません。</translation>
    </message>
    <message>
        <source>Making the demo shop</source>
        <translation>見本のお店を準備</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>やめる</translation>
    </message>
    <message>
        <source>Making the demo shop…</source>
        <translation>見本のお店を準備しています…</translation>
    </message>
    <message>
        <source>Lawful, gentle security cameras for small shops.</source>
        <translation>小さなお店のための、きまりを守る、やさしい防犯カメラ。</translation>
    </message>
</context>
</TS>
