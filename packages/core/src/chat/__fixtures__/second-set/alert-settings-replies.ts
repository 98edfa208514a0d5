import type { ReplyCase } from "../reply-case.ts";

export const alertSettingsReplies: ReplyCase = {
  name: "set up an alert (Portuguese)",
  ground: {
    howTo: `1. No painel, clique no sino ao lado do gráfico.
2. Em **Condição**, escolha **Acima de** ou **Abaixo de** e digite o valor.
3. Em **Avisar por**, escolha **E-mail**, **SMS** ou **Slack**.
4. Ligue **Repetir até resolver**, se quiser ser lembrado a cada hora.
5. Clique em **Criar alerta**.

Os alertas ficam em **Monitoramento** > **Alertas**. Cada conta pode ter até 50.`,
    names: [
      "Criar um alerta",
      "Condição",
      "Acima de",
      "Abaixo de",
      "Avisar por",
      "E-mail",
      "SMS",
      "Slack",
      "Repetir até resolver",
      "Criar alerta",
      "Monitoramento",
      "Alertas",
    ],
    said: ["quero saber quando o estoque estiver baixo", "Estoque – Armazém 2", "Últimos 7 dias"],
  },
  correct: [
    "Ótimo, vamos lá: clique no sino ao lado do gráfico “Estoque – Armazém 2”.",
    "Em **Condição**, escolha **Abaixo de** e digite o valor mínimo, por exemplo 20.",
    "Você pode ser avisado por e-mail, SMS ou Slack; escolha isso em **Avisar por**.",
    "Monitoramento → Alertas é onde ficam todos os seus alertas.",
    "1. Clique no sino.\n2. **Condição**: **Abaixo de** 20.\n3. **Avisar por**: **E-mail**.\n4. **Criar alerta**.",
    "Se quiser um lembrete a cada hora, ligue **Repetir até resolver**.",
    "O limite é de 50 alertas por conta.",
    "Depois disso, é só clicar em «Criar alerta».",
    "O período «Últimos 7 dias» não muda o alerta, até onde eu sei.",
    "Não está vendo o sino? Ele fica ao lado do gráfico, no painel.",
    "Prefere SMS? Sem problema, escolha **SMS** em vez de **E-mail**.",
    "Sinto muito, não tenho como criar o alerta por você.",
    "Clica no sino, escolhe *Abaixo de* e por fim clica em *Criar alerta*.",
  ],
  invented: [
    "Abra **Configurações** > **Notificações** e ligue **Estoque baixo**.",
    "Escolha **Igual a** em **Condição**.",
    "Selecione **WhatsApp** em **Avisar por**.",
    "Clique nos três pontinhos do gráfico e depois em **Monitorar**.",
    "Clique no botão Testar alerta.",
    "Pressione Shift+A para criar um alerta.",
    "Monitoramento → Regras → Nova regra",
    "Marque a caixa «Silenciar à noite».",
    "Mais detalhes: https://ajuda.painel.example/alertas",
    "Na aba Histórico, veja quando o alerta disparou.",
    "No fim, clique em **Salvar modelo**.",
    "Clique na engrenagem no canto superior direito e escolha Limites.",
    "Use o «Assistente de alertas», que faz tudo sozinho.",
  ],
};
